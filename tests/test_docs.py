"""Documentation cannot rot: its Python runs, its lists are those of the code."""

from __future__ import annotations

import importlib.util
import re
from dataclasses import fields
from pathlib import Path

import pytest

import spro
from spro import errors
from spro.config import Settings
from spro.server.providers import Provider
from spro.server.settings import GatewaySettings
from spro.storage.permissions import SCOPES

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
BLOCKS = [
    pytest.param(block, id=f"{page.name}-{number}")
    for page in PAGES
    for number, block in enumerate(
        re.findall(r"^```python\n(.*?)^```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL), 1
    )
]


@pytest.fixture(autouse=True)
def as_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers have the names model."""
    monkeypatch.setenv("SPRO_NAMES", "auto")


@pytest.mark.parametrize("block", BLOCKS)
def test_python_in_the_docs_runs(block: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(block, "<docs>", "exec"), {"__name__": "docs"})  # noqa: S102


def test_links_lead_somewhere() -> None:
    for page in PAGES:
        for target, anchor in re.findall(r"\]\((?!https?:)([^)#]*)#?([^)]*)\)", page.read_text(encoding="utf-8")):
            place = page.parent / target if target else page
            assert place.exists(), f"{page.name}: {target}"
            assert not anchor or anchor in anchors(place), f"{page.name}: {target}#{anchor}"


def anchors(page: Path) -> set[str]:
    """What GitHub makes of a page's headings."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_page_of_entity_types_is_up_to_date() -> None:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (ROOT / "docs" / "entities.md").read_text(encoding="utf-8") == module.entities(), "run `make docs`"


def test_every_scope_of_keys_is_documented() -> None:
    page = (ROOT / "docs" / "storage.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (`use`|`read`) \| (.+) \|$", page, re.MULTILINE))
    for name in ("use", "read"):
        assert set(re.findall(r"`([\w:]+)`", rows[f"`{name}`"])) == SCOPES[name]
    assert not [name for name in SCOPES if f"`{name}`" not in page]


def test_every_error_and_setting_is_documented() -> None:
    page = (ROOT / "docs" / "library.md").read_text(encoding="utf-8")
    for name in errors.__all__:
        assert f"`{name}`" in page
    assert Settings.__doc__
    for name in re.findall(r"SPRO_\w+", Path(spro.__file__).with_name("config.py").read_text(encoding="utf-8")):
        assert f"`{name}`" in page


def test_the_first_example_of_the_readme_is_true() -> None:
    lines = dict(
        re.findall(
            r"^(you write|the model sees|the model says|you read) +(.+)$",
            PAGES[0].read_text(encoding="utf-8"),
            re.MULTILINE,
        )
    )
    secured = spro.Spro().secure(lines["you write"])
    assert secured == lines["the model sees"]
    assert secured.restore(lines["the model says"]) == lines["you read"]


def test_every_setting_and_error_of_the_gateway_is_documented() -> None:
    page = "".join((ROOT / "docs" / name).read_text(encoding="utf-8") for name in ("gateway.md", "api.md"))
    for kind in (GatewaySettings, Provider):
        for item in fields(kind):
            assert item.name in page, item.name
    source = Path(spro.__file__).parent
    for folder in ("wire", "server", "client"):
        for path in (source / folder).rglob("*.py"):
            for code in re.findall(r'RefusalError\(\s*\w+,\s*"(\w+)"', path.read_text(encoding="utf-8")):
                assert f"`{code}`" in page or code in {"client_closed_request", "internal_error", "provider_error"}, (
                    code
                )


def test_security_names_tests_that_exist() -> None:
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", (ROOT / "docs/security.md").read_text())
    assert named
    for path, name in named:
        assert f"def {name}(" in (ROOT / path).read_text(), f"{path}::{name}"
