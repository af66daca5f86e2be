from __future__ import annotations

import heapq
import inspect
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import spro
from spro import Spro
from spro.cli import app

SOURCE = Path(spro.__file__).with_name("cache.py")
RECORDS = "name,account,city\nAnna Lindqvist,4481-22907,Uppsala\nBoris Halloran,4481-22908,Rome\n"


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPRO_PROPERTY", str(tmp_path / "property"))


def _run(*arguments: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == code, result.output
    return result.output


def test_code_is_learned_found_masked_and_forgotten(tmp_path: Path) -> None:
    folder = tmp_path / "src"
    folder.mkdir()
    (folder / "cache.py").write_bytes(SOURCE.read_bytes())
    assert "CORE: 1 documents" in _run("fingerprint", "add", str(folder), "--label", "core")
    assert "CORE" in _run("fingerprint", "list")
    prompt = tmp_path / "prompt.txt"
    prompt.write_text("Why is this slow?\n\n" + SOURCE.read_text(encoding="utf-8")[1200:2600], encoding="utf-8")
    shown = _run("fingerprint", "check", str(prompt), code=1)
    assert "CORE" in shown
    assert "cache.py" in shown
    secured = Spro().secure(prompt.read_text(encoding="utf-8"))
    assert "<CONFIDENTIAL_1>" in secured
    assert secured.restore(str(secured)) == prompt.read_text(encoding="utf-8")
    _run("fingerprint", "remove", "core")
    assert "<CONFIDENTIAL_1>" not in Spro().secure(prompt.read_text(encoding="utf-8"))


def test_a_finding_names_its_document_and_share_apart_from_its_rule(tmp_path: Path) -> None:
    _run("fingerprint", "add", str(SOURCE), "--label", "core")
    text = SOURCE.read_text(encoding="utf-8")
    (found,) = Spro().detect(text, ["CONFIDENTIAL"])
    assert (found.rule, found.document, found.proof) == ("property.code", str(SOURCE), "fingerprint")
    assert found.share > 0.9
    assert "cache.py" not in repr(found)
    assert any(str(SOURCE) in str(why) for why in Spro().explain(text))
    (row,) = map(json.loads, _run("detect", str(SOURCE), "--entities", "CONFIDENTIAL", "--json").splitlines())
    assert row["document"] == str(SOURCE)


def test_what_the_user_names_as_public_is_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "public"
    folder.mkdir()
    (folder / "copy.py").write_bytes(SOURCE.read_bytes())
    result = CliRunner().invoke(app, ["fingerprint", "add", str(SOURCE), "--label", "core", "--public", str(folder)])
    assert isinstance(result.exception, spro.ConfigurationError)


def test_code_of_python_s_library_is_nobody_s_own(tmp_path: Path) -> None:
    copied = tmp_path / "own.py"
    copied.write_text(inspect.getsource(heapq.merge), encoding="utf-8")
    result = CliRunner().invoke(app, ["fingerprint", "add", str(copied), "--label", "core"])
    assert isinstance(result.exception, spro.ConfigurationError)


def test_records_are_learned_and_found(tmp_path: Path) -> None:
    table = tmp_path / "crm.csv"
    table.write_text(RECORDS, encoding="utf-8")
    assert "CRM: 2 records" in _run("fingerprint", "add", str(table), "--label", "crm", "--combine", "name+account")
    found = Spro().detect("Anna Lindqvist has account 4481 22907.", ["CONFIDENTIAL/CRM"])
    assert len(found) == 2


def test_wrong_use_is_an_error(tmp_path: Path) -> None:
    table = tmp_path / "crm.csv"
    table.write_text(RECORDS, encoding="utf-8")
    runner = CliRunner()
    _run("fingerprint", "add", str(table), "--label", "crm")
    for arguments in (
        ["add", str(table), "--label", "crm"],
        ["add", str(table), "--label", "other", "--anchor", "shoe"],
        ["remove", "nothing"],
    ):
        result = runner.invoke(app, ["fingerprint", *arguments])
        assert isinstance(result.exception, spro.ConfigurationError), arguments
    empty = tmp_path / "empty.txt"
    empty.write_text("", encoding="utf-8")
    result = runner.invoke(app, ["fingerprint", "add", str(empty), "--label", "e"])
    assert isinstance(result.exception, spro.ConfigurationError)
