"""`spro account`: a locked-out owner gets in again."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from click.testing import CliRunner

from spro.cli import app
from spro.errors import SProError
from spro.storage.platform import Platform
from spro.storage.sealing import master_key


def test_a_locked_out_owner_gets_a_link(tmp_path: Path) -> None:
    with closing(Platform.open(tmp_path / "spro.db", master_key(tmp_path))) as platform:
        platform.accounts.sign_up("olga@example.org", "correct horse battery")
    made = CliRunner().invoke(app, ["account", "reset", "olga@example.org", "--state", str(tmp_path)])
    assert made.exit_code == 0, made.output
    path, _, token = made.stdout.strip().partition("#")
    assert path == "/reset"
    with closing(Platform.open(tmp_path / "spro.db", master_key(tmp_path))) as platform:
        platform.recovery.use(token, "another long password")
        assert platform.accounts.verify("olga@example.org", "another long password") is not None
    nobody = CliRunner().invoke(app, ["account", "reset", "none@example.org", "--state", str(tmp_path)])
    assert isinstance(nobody.exception, SProError)
    assert "none@" not in str(nobody.exception)
