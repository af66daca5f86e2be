"""The command line as a shell sees it: output, exit codes, no value where none was asked for."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from spro.cli import app

MAIL = "lena.hartwig@brightpost-mail.org"
COMMANDS = Path(__file__).parents[2] / "docs" / "cli.md"


def spro(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    script = "import sys; from spro.cli import main; main()"
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", script, *arguments], input=text, capture_output=True, text=True, check=False
    )


def test_secure_and_restore_with_a_map(tmp_path: Path) -> None:
    map_ = tmp_path / "map.json"
    secured = spro("secure", "--map", str(map_), text=f"mail {MAIL}\n")
    assert (secured.returncode, secured.stdout) == (0, "mail <EMAIL_1>\n")
    assert map_.stat().st_mode & 0o777 == 0o600
    assert spro("restore", "--map", str(map_), text="to <EMAIL_1>").stdout == f"to {MAIL}"


def test_detect_shows_places_not_values(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"hello\n  mail {MAIL}\n")
    (tmp_path / "b.bin").write_bytes(b"\0" + MAIL.encode())
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "c.txt").write_text(MAIL)
    result = spro("detect", str(tmp_path))
    assert result.returncode == 0
    assert result.stdout.startswith(f"{tmp_path}/a.txt:2:8  EMAIL")
    assert result.stdout.count("EMAIL") == 1
    assert MAIL not in result.stdout + result.stderr
    assert MAIL in spro("detect", "--show-values", str(tmp_path)).stdout


@pytest.mark.parametrize(
    ("fail_on", "code"), [("any", 1), ("EMAIL", 1), ("EMAIL_ADDRESS,PHONE", 1), ("CREDIT_CARD", 0), ("", 0)]
)
def test_fail_on(fail_on: str, code: int) -> None:
    assert spro("detect", "--fail-on", fail_on, text=MAIL).returncode == code


def test_json_rows() -> None:
    row = json.loads(spro("detect", "--json", text=f"x {MAIL}").stdout)
    assert (row["line"], row["column"], row["type"], row["start"]) == (1, 3, "EMAIL", 2)
    assert "value" not in row
    secured = json.loads(spro("secure", "--json", text=f"x {MAIL}").stdout)
    assert secured == {"name": "<stdin>", "text": "x <EMAIL_1>", "counts": {"EMAIL": 1}}


def test_explain() -> None:
    said = spro("detect", "--explain", text=f"x {MAIL}").stdout
    assert "EMAIL" in said
    assert "-> placeholder" in said
    assert MAIL not in said


def test_copies_stay_in_their_folder(tmp_path: Path) -> None:
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "a.txt").write_text(MAIL)
    result = spro("secure", "--output", str(tmp_path / "out"), str(inside / ".." / "in"))
    assert result.returncode == 0
    (copy,) = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert copy.read_text() == "<EMAIL_1>"


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["detect", "--policy", "none-such"], 4, "no policy"),
        (["detect", "no-such-file"], 2, "no such file"),
        (["detect", "--fail-on", "CANARY"], 4, "unknown entity type"),
        (["detect", "--rules", "none.toml"], 4, "rule file none.toml"),
        (["restore", "--map", "none.json"], 2, "none.json"),
        (["no-such-command"], 2, "No such command"),
        (["secure", "--mask-type", "hash"], 4, "SPRO_SECRET"),
    ],
)
def test_mistakes(arguments: list[str], code: int, message: str) -> None:
    result = spro(*arguments, text=f"mail {MAIL}")
    assert result.returncode == code
    assert message in result.stderr
    assert MAIL not in result.stderr
    assert "Traceback" not in result.stderr


def test_blocking_has_its_own_code(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text('extends = "default"\n[request]\nEMAIL = "block"\n')
    result = spro("secure", "--policy", str(tmp_path / "own.toml"), text=MAIL)
    assert (result.returncode, result.stdout, result.stderr) == (3, "", "spro: blocked by policy: EMAIL x1\n")


def test_rules_commands(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        "[[rule]]\nid = 'heron'\nname = 'Heron'\ntype = 'CUSTOM_ID'\npattern = 'HR-[0-9]{4}'\nscore = 0.8\n"
        "references = ['https://example.org']\nexamples = ['«HR-4711»', 'x «HR-4712»']\nnear_misses = ['HR-1', 'HR 4711']\n"
    )
    assert spro("rules", "check", str(own)).stdout == "1 rules, 0 faults\n"
    assert "CUSTOM_ID" in spro("rules", "list", str(own)).stdout
    assert "HR-[0-9]{4}" in spro("rules", "show", "heron", str(own)).stdout
    assert spro("rules", "test", "heron", str(own), text="HR-0815").stdout == "0-7 0.80 by pattern\n1 found\n"
    own.write_text(own.read_text().replace("«HR-4711»", "«HR-47x1»"))
    result = spro("rules", "check", str(own))
    assert result.returncode == 1
    assert "heron: examples 1" in result.stderr
    own.write_text(own.read_text().replace("'heron'", "'us-ssn'"))
    assert "us-ssn: id: already used in" in spro("rules", "check", str(own)).stderr


def test_policy_commands(tmp_path: Path) -> None:
    assert "45 CFR 164.514" in spro("policy", "show", "hipaa").stdout
    assert json.loads(spro("policy", "show", "pci", "--json").stdout)["name"] == "pci"
    assert len(spro("policy", "list").stdout.splitlines()) == 9
    own = tmp_path / "own.toml"
    own.write_text("[request]\nNOTHING = 'keep'\n")
    assert "own.toml:2: NOTHING" in spro("policy", "check", str(own)).stderr
    other = tmp_path / "notes.md"
    other.write_text("Notes\n")
    assert "notes.md: not TOML" in spro("policy", "check", str(other)).stderr


def test_doctor() -> None:
    result = spro("doctor")
    assert result.returncode == 0
    assert "round trip     works" in result.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(shell: str) -> None:
    assert "_SPRO_COMPLETE" in spro("completion", shell).stdout


def test_every_command_is_documented() -> None:
    documented = COMMANDS.read_text(encoding="utf-8")
    for name in app.commands:
        assert f"`spro {name}" in documented


def test_utf16_is_read_and_what_is_no_text_is_said_to_be_skipped(tmp_path: Path) -> None:
    (tmp_path / "wide.txt").write_bytes(f"mail {MAIL}".encode("utf-16"))
    (tmp_path / "nul.txt").write_bytes(b"a\0b")
    assert spro("detect", "--fail-on", "any", str(tmp_path / "wide.txt")).returncode == 1
    assert "nul.txt: skipped, not text" in spro("detect", str(tmp_path)).stderr


def test_text_with_nul_hides_nothing(tmp_path: Path) -> None:
    wide = f"mail {MAIL}".encode("utf-16-le")
    (tmp_path / "wide.txt").write_bytes(wide)
    assert spro("detect", "--fail-on", "any", str(tmp_path / "wide.txt")).returncode == 1
    assert spro("detect", "--fail-on", "any", text=wide.decode()).returncode == 1


def test_a_map_is_made_first_and_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "map.json").write_text("{}")
    for path in (tmp_path / "map.json", tmp_path / "none" / "map.json"):
        result = spro("secure", "--map", str(path), text=MAIL)
        assert (result.returncode, result.stdout) == (4, "")
        assert "Traceback" not in result.stderr
    assert (tmp_path / "map.json").read_text() == "{}"


def test_an_output_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = spro("secure", "--output", str(tmp_path / "file"), text=MAIL)
    assert result.returncode == 4
    assert "Traceback" not in result.stderr
