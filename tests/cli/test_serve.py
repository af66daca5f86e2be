"""`spro serve` as users start it: a process that listens, drains, reloads, and asks for keys."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx2
import pytest
from server.process import serving_process

from spro.storage.platform import Platform
from spro.storage.sealing import master_key

pytestmark = pytest.mark.loopback

MAIL = "anna.berg@brightpost-mail.org"
BODY = {"model": "m", "messages": [{"role": "user", "content": f"I am {MAIL}"}]}


@contextmanager
def served(*arguments: str) -> Iterator[tuple[str, subprocess.Popen[str], Path]]:
    with serving_process(*arguments) as made:
        yield made.url, made.process, made.log


def test_echo_and_graceful_end() -> None:
    with served("--provider", "echo") as (url, process, log):
        done = httpx2.post(f"{url}/v1/chat/completions", json=BODY)
        assert done.json()["choices"][0]["message"]["content"] == f"I am {MAIL}"
        assert b'spro_masked_total{type="EMAIL"} 1.0' in httpx2.get(f"{url}/metrics").content
    assert process.returncode in (0, -signal.SIGTERM)
    assert '"endpoint": "openai.chat"' in log.read_text()
    assert MAIL not in log.read_text()


def test_configuration_is_read_anew(tmp_path: Path) -> None:
    file = tmp_path / "spro.toml"
    file.write_text('[defaults]\nopenai = "echo"\n')
    with served("--config", str(file)) as (url, process, _):
        assert httpx2.post(f"{url}/v1/chat/completions", json=BODY).headers["x-spro-policy"] == "default"
        for text, policy in (('[gateway]\npolicy = "strict"\n', "strict"), ("[gateway]\nnope = 1\n", "strict")):
            file.write_text(text + '[defaults]\nopenai = "echo"\n')
            os.kill(process.pid, signal.SIGHUP)
            time.sleep(1.5)
            assert httpx2.post(f"{url}/v1/chat/completions", json=BODY).headers["x-spro-policy"] == policy


def test_what_was_learned_is_read_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPRO_PROPERTY", str(tmp_path / "property"))
    monkeypatch.setenv("SPRO_NAMES", "off")
    table = tmp_path / "crm.csv"
    table.write_text("name,account,city\nAnna Lindqvist,4481-22907,Uppsala\nBoris Halloran,4481-22908,Rome\n")
    text = "Anna Lindqvist has account 4481 22907."
    state = tmp_path / "state"
    with closing(Platform.open(state / "spro.db", master_key(state))) as platform:
        _, plain = platform.accounts.sign_up("one@example.org", "Granite-Otter-4711")
        _, own = platform.accounts.sign_up("two@example.org", "Granite-Otter-4711")
        platform.own_rules.allow(own.id, "Uppsala", "test", accepted=True)  # engines of its own
        secrets = [platform.keys.create("app", made.id)[0] for made in (plain, own)]
    with served("--provider", "echo", "--state", str(state)) as (url, process, log):

        def secured() -> list[bool]:
            """For each organisation: whether the record is masked."""
            asked = [
                httpx2.post(f"{url}/spro/v1/secure", json={"text": text}, headers={"x-spro-key": secret})
                for secret in secrets
            ]
            return ["CONFIDENTIAL" in done.json()["text"] for done in asked]

        def reloaded(times: int) -> None:
            os.kill(process.pid, signal.SIGHUP)
            while log.read_text().count("reloaded") < times:
                assert process.poll() is None
                time.sleep(0.1)

        assert secured() == [False, False]
        learn = ["fingerprint", "add", str(table), "--label", "crm", "--combine", "name+account"]
        subprocess.run([sys.executable, "-m", "spro.cli", *learn], check=True, capture_output=True)  # noqa: S603
        reloaded(1)
        assert secured() == [True, True]
        (index,) = (tmp_path / "property").glob("*.idx")
        index.write_bytes(b"broken")
        reloaded(2)
        assert secured() == [True, True]


@pytest.mark.slow
def test_workers_share_scopes_and_keys(tmp_path: Path) -> None:
    state = str(tmp_path / "state")
    made = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "spro.cli", "key", "create", "team", "--state", state],
        capture_output=True,
        text=True,
        check=True,
    )
    secret = made.stdout.strip()
    listed = subprocess.run(  # noqa: S603
        [sys.executable, "-m", "spro.cli", "key", "list", "--state", state], capture_output=True, text=True, check=True
    )
    assert secret[:12] in listed.stdout
    assert secret not in listed.stdout
    with served("--provider", "echo", "--workers", "2", "--state", state) as (url, _, _):
        assert httpx2.post(f"{url}/v1/chat/completions", json=BODY).status_code == 401
        headers = {"X-Spro-Key": secret}
        for number in range(12):
            body = {
                "model": "m",
                "messages": [*BODY["messages"], {"role": "user", "content": f"u{number}@brightpost-mail.org"}],
            }
            done = httpx2.post(f"{url}/v1/chat/completions", json=body, headers=headers)
            assert done.json()["choices"][0]["message"]["content"] == f"u{number}@brightpost-mail.org"
        bearer = {"authorization": f"Bearer {secret}"}
        assert httpx2.post(f"{url}/v1/chat/completions", json=BODY, headers=bearer).status_code == 200
        assert b"spro_masked_total" in httpx2.get(f"{url}/metrics").content


def test_a_public_address_is_refused() -> None:
    command = [sys.executable, "-m", "spro.cli", "serve", "--host", "0.0.0.0", "--port", "1"]  # noqa: S104
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 4
    assert "can be reached by others" in done.stderr
