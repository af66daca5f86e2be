"""Frameworks and agents that people use, each in an environment of its own, through the gateway.

`make integrations` installs them; without that these tests are skipped, except in CI.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from .running import Running, gateway

pytestmark = [pytest.mark.loopback, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
HERE = ROOT / "tests" / "integrations"
MAIL = "anna.berg@brightpost-mail.org"
TEXT = f'Mail {MAIL} "now"'


@pytest.fixture(scope="module")
def running() -> Iterator[Running]:
    with gateway() as made:
        yield made
        assert MAIL not in made.upstream.sent
        assert made.upstream.bodies


def installed(path: Path) -> str:
    if not path.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{path} is missing: run `make integrations`")
        pytest.skip("run `make integrations`")
    return str(path)


def run(command: list[str], cwd: Path | None = None, **environment: str) -> str:
    keep = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    done = subprocess.run(  # noqa: S603
        command,
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        timeout=240,
        stdin=subprocess.DEVNULL,
        env={**keep, **environment},
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def test_langchain_and_llamaindex(running: Running, tmp_path: Path) -> None:
    python = installed(ROOT / ".venv-frameworks" / "bin" / "python")
    out = run([python, str(HERE / "langchain_client.py"), running.url, TEXT], HOME=str(tmp_path))
    found = json.loads(out)
    assert len(found) == 10
    assert set(found.values()) == {TEXT}


def test_ai_sdk(running: Running, tmp_path: Path) -> None:
    modules = ROOT / ".node-integrations"
    installed(modules / "node_modules")
    shutil.copy(HERE / "ai_sdk_client.mjs", modules)
    node = shutil.which("node") or "node"
    out = run([node, "ai_sdk_client.mjs", running.url, TEXT], cwd=modules, HOME=str(tmp_path))
    found = json.loads(out.strip().splitlines()[-1])
    assert len(found) == 13
    assert set(found.values()) == {TEXT}


def test_aider(running: Running, tmp_path: Path) -> None:
    aider = installed(ROOT / ".venv-aider" / "bin" / "aider")
    options = ["--no-git", "--yes-always", "--no-check-update", "--no-show-model-warnings", "--analytics-disable"]
    before = len(running.upstream.bodies)
    run(
        [aider, "--model", "openai/gpt-4o", *options, "--no-pretty", "--message", TEXT],
        cwd=tmp_path,
        HOME=str(tmp_path),
        OPENAI_API_BASE=f"{running.url}/v1",
        OPENAI_API_KEY="x",
        LITELLM_LOCAL_MODEL_COST_MAP="True",
    )
    assert b"Mail <EMAIL_1>" in running.upstream.bodies[before]
    assert b"<EMAIL_1>" in running.upstream.bodies[-1]
