"""`spro account`: links for people who cannot log in."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from click.testing import CliRunner

from spro.cli import app
from spro.server.run import open_platform
from spro.server.settings import GatewaySettings


def test_a_link_for_somebody_there_is(tmp_path: Path) -> None:
    with closing(open_platform(GatewaySettings(state=str(tmp_path)))) as platform:
        platform.accounts.sign_up("ann@example.org", "Granite-Otter-4711")
    made = CliRunner().invoke(app, ["account", "reset", "Ann@example.org", "--state", str(tmp_path)])
    assert made.exit_code == 0
    token = made.stdout.strip().removeprefix("/reset#")
    with closing(open_platform(GatewaySettings(state=str(tmp_path)))) as platform:
        platform.accounts.reset(token, "ann@example.org", "Another-Otter-4711")
        assert platform.accounts.verify("ann@example.org", "Another-Otter-4711") is not None
    made = CliRunner().invoke(app, ["account", "reset", "bob@example.org", "--state", str(tmp_path)])
    assert made.exit_code != 0
