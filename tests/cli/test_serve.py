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
    assert process.returncode == 0
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
            for _ in range(100):  # a machine may be slow
                time.sleep(0.3)
                found = httpx2.post(f"{url}/v1/chat/completions", json=BODY).headers["x-spro-policy"]
                if found == policy:
                    break
            assert found == policy


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
    command = [sys.executable, "-m", "spro.cli", "serve", "--host", "0.0.0.0", "--port", "0"]  # noqa: S104
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 4
    assert "can be reached by others" in done.stderr


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "spro.cli", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603  # ourselves


def test_commands_beside_a_running_server_take_nothing_away_from_it(tmp_path: Path) -> None:
    state = ("--state", str(tmp_path / "state"))
    with served("--provider", "echo", *state) as (url, _, _):
        for number in range(3):
            assert httpx2.post(f"{url}/v1/chat/completions", json=BODY).status_code == 200
            for words in (("audit", "verify"), ("db", "check"), ("key", "list"))[number:]:
                assert run(*words, *state).returncode == 0, words
        secret = run("key", "create", "late", *state).stdout.strip()
        headers = {"X-Spro-Key": secret}
        assert httpx2.post(f"{url}/v1/chat/completions", json=BODY, headers=headers).status_code == 200
        (made,) = [line.split()[0] for line in run("key", "list", *state).stdout.splitlines()]
        assert run("key", "revoke", made, *state).returncode == 0
        time.sleep(1.5)  # how long a key may be remembered
        assert httpx2.post(f"{url}/v1/chat/completions", json=BODY, headers=headers).status_code == 401
    exported = run("audit", "export", "--format", "jsonl", *state).stdout
    assert exported.count('"masked"') >= 4
    assert exported.count('"surface": "openai"') + exported.count('"surface":"openai"') == 4
    assert run("audit", "verify", *state).returncode == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_books_are_closed_when_a_server_ends(tmp_path: Path, number: signal.Signals) -> None:
    with served("--provider", "echo", "--state", str(tmp_path)) as (url, process, log):
        assert httpx2.post(f"{url}/v1/chat/completions", json=BODY).status_code == 200
        process.send_signal(number)
        assert process.wait(30) == 0
    assert "Traceback" not in log.read_text()
    with closing(Platform.open(tmp_path / "spro.db", master_key(tmp_path, ""))) as kept:
        assert kept.database.rows("SELECT COUNT(*) FROM audit_checkpoint") == [(1,)]
        assert kept.database.rows("SELECT COUNT(*) FROM lease") == [(0,)]


def test_a_second_server_on_the_port_changes_nothing(tmp_path: Path) -> None:
    state = ("--state", str(tmp_path))
    with served("--provider", "echo", *state) as (url, _, log):
        link = log.read_text().partition("/join#")[2].split()[0]
        second = run("serve", "--port", url.rpartition(":")[2], *state)
        assert second.returncode == 4
        assert second.stderr.strip() == f"spro: port {url.rpartition(':')[2]} is in use; name another one by --port"
        with closing(Platform.open(tmp_path / "spro.db", master_key(tmp_path, ""))) as kept:
            assert kept.accounts.invitation(link) is not None


def test_a_policy_that_cannot_be_read_is_said_with_its_place(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text('extends = "default"\n\n[request]\nEMAIL = "mosk"\n')
    done = run("serve", "--port", "0", "--policy", str(broken))
    assert done.returncode == 4
    assert "broken.toml:4" in done.stderr
    assert "gateway on" not in done.stderr
    assert "nix" in run("serve", "--port", "0", "--policy", "nix").stderr
