"""Walks a folder and collects what it finds in manifests and code. Values of keys and texts of prompts are not kept."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from spro.inventory.known import GO, HOSTS, MAVEN, MODEL, NPM, PYPI, PYTHON_MODULES, provider_of_model
from spro.model import Finding

__all__ = ["Component", "scan"]

Detect = Callable[[str], Iterable[Finding]]

_SKIPPED: Final = frozenset(
    {".git", ".hg", ".svn", "node_modules", "__pycache__", ".tox", "dist", "build", "target", "vendor", ".mypy_cache"}
)
_LARGEST: Final = 1_000_000
_KEY_TYPES: Final = frozenset({"API_KEY", "PRIVATE_KEY", "PASSWORD", "CONNECTION_STRING"})
_CODE: Final = frozenset(
    {".py", ".ipynb", ".js", ".jsx", ".mjs", ".cjs", ".ts", ".tsx", ".go", ".java", ".kt", ".kts", ".scala", ".groovy"}
)
_SETTINGS: Final = frozenset({".toml", ".yaml", ".yml", ".json", ".env", ".ini", ".cfg", ".properties", ".conf", ".sh"})
_PROMPT_FILES: Final = re.compile(r"(?:^|[._\-])(?:prompts?|system[_\-]?message)(?:[._\-]|$)", re.IGNORECASE)
_PROMPT_SUFFIXES: Final = frozenset({".txt", ".md", ".j2", ".jinja", ".prompt", ".mustache", ".hbs"})

_PYTHON: Final = re.compile(r"^[ \t]*(?:from|import)[ \t]+([\w.]+)(?:[ \t]+import[ \t]+(\w+))?", re.MULTILINE)
_SCRIPT: Final = re.compile(
    r"""(?:\bfrom|\brequire\(|\bimport\(|\bimport)[ \t]*["']([@\w][\w./@\-]*)["']""", re.MULTILINE
)
_GO: Final = re.compile(r"""^[ \t]*(?:import[ \t]+)?(?:[\w.]+[ \t]+)?"([\w.\-]+\.[\w.\-]+/[\w./\-]+)"$""", re.MULTILINE)
_JAVA: Final = re.compile(r"^[ \t]*import[ \t]+(?:static[ \t]+)?([\w.]+)", re.MULTILINE)
_URL: Final = re.compile(r"https?://([A-Za-z0-9.\-]+)")
_BASE_URL: Final = re.compile(
    r"""(?i)\b(?:base_?url|api_?base|openai_?(?:api_?)?base(?:_url)?)\w*["']?[ \t]*[:=][ \t]*["']?(https?://[\w.:\-\[\]]+)"""
)
_PROMPT: Final = re.compile(
    r"""(?i)["']?role["']?[ \t]*[:=][ \t]*["'](?:system|developer)["']"""
    r"""|\bsystem_?(?:prompt|instruction|message)["']?[ \t]*[:=][ \t]*[rf]?["'`(]"""
)
_REQUIREMENT: Final = re.compile(
    r"^[ \t]*([A-Za-z0-9][\w.\-]*)(?:\[[^\]]*\])?[ \t]*(?:([=~<>!]=?)[ \t]*([\w.*+!\-]+))?"
)
_GO_MOD: Final = re.compile(r"^[ \t]*(?:require[ \t]+)?([\w.\-]+\.[\w.\-]+/[\w./\-]+)[ \t]+(v[\w.\-+]+)", re.MULTILINE)
_GRADLE: Final = re.compile(r"""["']([\w.\-]+):([\w.\-]+)(?::([\w.\-+]+))?["']""")
_POM: Final = re.compile(
    r"<groupId>\s*([\w.\-]+)\s*</groupId>\s*<artifactId>\s*([\w.\-]+)\s*</artifactId>(?:\s*<version>\s*([\w.\-+]+)\s*</version>)?"
)


@dataclass(frozen=True, slots=True, order=True)
class Component:
    """Something that was found. ``line`` counts from 1; 0: the file as a whole.

    ``kind``: ``sdk`` (a dependency), ``import``, ``endpoint``, ``model``, ``prompt`` or ``key``. For a key, ``name`` is
    its type and ``provider`` its issuer, never the value.
    """

    kind: str
    name: str
    provider: str
    file: str
    line: int
    version: str = ""
    package: str = ""

    @property
    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return {key: value for key, value in asdict(self).items() if value not in ("", 0)}


def scan(folder: Path, detect: Detect | None = None) -> list[Component]:
    """Everything found below a folder, in a fixed order.

    Args:
        folder: where to begin; links are not followed.
        detect: finds keys in a text; without it none are looked for.
    """
    found: set[Component] = set()
    for path in _files(folder):
        name = path.relative_to(folder).as_posix()
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        found.update(_manifest(path.name, name, text))
        if path.suffix in _CODE:
            found.update(_imports(path.suffix, name, text))
        if path.suffix in _CODE or path.suffix in _SETTINGS or path.name.startswith(".env"):
            found.update(_literals(name, text))
            if detect is not None:
                found.update(_keys(name, text, detect))
        if path.suffix in _PROMPT_SUFFIXES and (_PROMPT_FILES.search(path.stem) or path.parent.name == "prompts"):
            found.add(Component("prompt", path.name, "", name, 0))
    return sorted(found)


def _files(folder: Path) -> Iterator[Path]:
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(
            name for name in folders if name not in _SKIPPED and not name.startswith(".venv") and name != "venv"
        )
        for name in sorted(names):
            path = Path(root) / name
            if not path.is_symlink() and path.stat().st_size <= _LARGEST:
                yield path


def _manifest(file: str, name: str, text: str) -> Iterator[Component]:
    if re.fullmatch(r"(?:.*requirements.*|constraints.*)\.(?:txt|in)", file):
        yield from _requirements(text.splitlines(), name, first=1)
    elif file in ("pyproject.toml", "Pipfile"):
        yield from _requirements(_python_project(text), name, first=0)
    elif file == "package.json":
        yield from _package_json(text, name)
    elif file == "go.mod":
        for match in _GO_MOD.finditer(text):
            if known := _longest(match[1], GO, "/"):
                yield _sdk(match[1], GO[known], name, _line(text, match.start(1)), match[2], f"pkg:golang/{match[1]}")
    elif file == "pom.xml" or file.startswith("build.gradle"):
        for match in (_POM if file == "pom.xml" else _GRADLE).finditer(text):
            group, artifact, version = match.groups()
            if provider := MAVEN.get(f"{group}:{artifact}") or MAVEN.get(group):
                line = _line(text, match.start())
                yield _sdk(f"{group}:{artifact}", provider, name, line, version or "", f"pkg:maven/{group}/{artifact}")


def _requirements(lines: Iterable[str], name: str, *, first: int) -> Iterator[Component]:
    for number, line in enumerate(lines):
        match = _REQUIREMENT.match(line)
        if match is None:
            continue
        package = re.sub(r"[\-_.]+", "-", match[1]).lower()
        if package in PYPI:
            version = match[3] if match[2] == "==" else ""
            yield _sdk(package, PYPI[package], name, number + 1 if first else 0, version or "", f"pkg:pypi/{package}")


def _python_project(text: str) -> list[str]:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return []
    project = document.get("project", {})
    extras = [*project.get("optional-dependencies", {}).values(), *document.get("dependency-groups", {}).values()]
    found = [*project.get("dependencies", []), *(item for group in extras for item in group if isinstance(item, str))]
    poetry = document.get("tool", {}).get("poetry", {})
    tables = [poetry.get("dependencies", {}), document.get("packages", {}), document.get("dev-packages", {})]
    tables += [group.get("dependencies", {}) for group in poetry.get("group", {}).values()]
    return found + [name for table in tables for name in table]


def _package_json(text: str, name: str) -> Iterator[Component]:
    try:
        document = json.loads(text)
    except ValueError:
        return
    if not isinstance(document, dict):
        return
    for key in ("dependencies", "devDependencies", "peerDependencies", "optionalDependencies"):
        table = document.get(key)
        for package, wanted in table.items() if isinstance(table, dict) else ():
            if package in NPM:
                version = str(wanted) if re.fullmatch(r"\d[\w.\-+]*", str(wanted)) else ""
                line = _line(text, text.find(f'"{package}"'))
                url = "pkg:npm/" + package.replace("@", "%40")
                yield _sdk(package, NPM[package], name, line, version, url)


def _imports(suffix: str, name: str, text: str) -> Iterator[Component]:
    pattern, known, separator = _LANGUAGES.get(suffix, _SCRIPTS)
    for match in pattern.finditer(text):
        parts = [part for part in match.groups() if part]
        if package := _longest(separator.join(parts), known, separator):
            yield Component("import", package, known[package], name, _line(text, match.start(1)))


_JAVA_PACKAGES: Final = {group: provider for group, provider in MAVEN.items() if ":" not in group}
_SCRIPTS: Final[tuple[re.Pattern[str], Mapping[str, str], str]] = (_SCRIPT, NPM, "/")
_LANGUAGES: Final[Mapping[str, tuple[re.Pattern[str], Mapping[str, str], str]]] = {
    **dict.fromkeys((".py", ".ipynb"), (_PYTHON, PYTHON_MODULES, ".")),
    **dict.fromkeys((".java", ".kt", ".kts", ".scala", ".groovy"), (_JAVA, _JAVA_PACKAGES, ".")),
    ".go": (_GO, GO, "/"),
}


def _literals(name: str, text: str) -> Iterator[Component]:
    for match in _URL.finditer(text):
        host = match[1].lower().rstrip(".")
        provider = next((HOSTS[known] for known in HOSTS if host == known or host.endswith("." + known)), "")
        if provider or (host.startswith("bedrock-runtime.") and host.endswith(".amazonaws.com")):
            yield Component("endpoint", host, provider or "bedrock", name, _line(text, match.start()))
    for match in _BASE_URL.finditer(text):
        host = match[1].split("//")[1].lower()
        if not any(host.split(":")[0].endswith(known) for known in HOSTS):
            yield Component("endpoint", host, "", name, _line(text, match.start()))
    for match in MODEL.finditer(text):
        yield Component("model", match["model"], provider_of_model(match), name, _line(text, match.start()))
    for match in _PROMPT.finditer(text):
        yield Component("prompt", "system prompt", "", name, _line(text, match.start()))


def _keys(name: str, text: str, detect: Detect) -> Iterator[Component]:
    for finding in detect(text):
        if finding.type in _KEY_TYPES:
            label = f"{finding.type}/{finding.subtype}" if finding.subtype else finding.type
            yield Component("key", label, "", name, _line(text, finding.start))


def _sdk(package: str, provider: str, name: str, line: int, version: str, url: str) -> Component:
    return Component("sdk", package, provider, name, line, version, f"{url}@{version}" if version else url)


def _longest(name: str, known: Iterable[str], separator: str) -> str:
    """The longest known name that this one is, or lies below."""
    return max((item for item in known if name == item or name.startswith(item + separator)), key=len, default="")


def _line(text: str, offset: int) -> int:
    return text.count("\n", 0, max(0, offset)) + 1
