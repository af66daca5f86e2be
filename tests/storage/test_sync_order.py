"""The kernel's own witness: an answer's last byte leaves after the disk has said that its books are written."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import httpx2
import pytest
from server.process import serving_process

from spro.storage.platform import Platform
from spro.storage.sealing import master_key

pytestmark = pytest.mark.loopback

CALLS = "trace=fdatasync,fsync,recvfrom,recvmsg,read,write,writev,sendto,sendmsg"
SYNCED = re.compile(r"fdatasync(?:\(\d+\)| resumed>\)) += 0")


def test_the_disk_is_synced_before_the_last_byte(tmp_path: Path) -> None:
    strace = shutil.which("strace")
    if strace is None:
        if os.environ.get("CI") == "true":
            pytest.fail("strace is not installed")
        pytest.skip("strace is not installed (.ci/run installs it)")
    platform = Platform.open(tmp_path / "spro.db", master_key(tmp_path))
    _, organisation = platform.accounts.sign_up("one@example.org", "Granite-Otter-4711")
    secret, _ = platform.keys.create("app", organisation.id)
    platform.close()
    trace = tmp_path / "trace"
    watched = [strace, "-f", "-s", "4096", "-e", CALLS, "-o", str(trace)]
    options = ("--state", str(tmp_path), "--quiet")
    with serving_process(*options, environment={"SPRO_NAMES": "off"}, before=watched) as server:
        for number in range(5):
            body = {"text": f"text-{number} is from anna.berg@brightpost-mail.org"}
            done = httpx2.post(f"{server.url}/spro/v1/secure", json=body, headers={"x-spro-key": secret}, timeout=60)
            assert done.status_code == 200
    lines = trace.read_text(errors="replace").splitlines()
    for number in range(5):
        asked = next(at for at, line in enumerate(lines) if f"text-{number} is from anna" in line)
        answered = next(at for at, line in enumerate(lines) if f"text-{number} is from <EMAIL_1>" in line)
        assert any(SYNCED.search(line) for line in lines[asked:answered]), number
