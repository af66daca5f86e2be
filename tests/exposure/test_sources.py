"""Files that name hosts: each kind is read, nothing is asked of anybody, malformed files are refused."""

from __future__ import annotations

import contextlib
import json
import tempfile
from pathlib import Path

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from spro.errors import ConfigurationError
from spro.exposure.scope import Source
from spro.exposure.sources import names_in

ZONE = """$ORIGIN example.org.
$TTL 3600
@ IN SOA ns1 admin 1 3600 600 86400 3600
@ IN NS ns1
ns1 IN A 192.0.2.1
dev IN A 192.0.2.2
oauth2callback IN CNAME dev
*.wild IN A 192.0.2.3
"""


def names(kind: str, path: Path, text: str | bytes) -> set[str]:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return set(names_in(Source(kind, path)))


def test_list(tmp_path: Path) -> None:
    assert names("list", tmp_path / "l", "# ours\nAI.example.org.\n192.0.2.1 # db\n\n*.x.org\nnot a name\n::1\n") == {
        "ai.example.org",
        "192.0.2.1",
        "::1",
    }


def test_zone(tmp_path: Path) -> None:
    assert names("zone", tmp_path / "z", ZONE) == {"ns1.example.org", "dev.example.org", "oauth2callback.example.org"}


def test_zone_reads_no_other_file(tmp_path: Path) -> None:
    (tmp_path / "other").write_text("secret IN A 192.0.2.9\n")
    with pytest.raises(ConfigurationError, match="is no zone file"):
        names("zone", tmp_path / "z", ZONE + f"$INCLUDE {tmp_path / 'other'}\n")


def test_certificates(tmp_path: Path) -> None:
    authority = trustme.CA()
    pem = authority.issue_cert("ai.example.org", "*.example.org", "192.0.2.4").cert_chain_pems[0].bytes()
    assert names("certificates", tmp_path / "c", pem + authority.cert_pem.bytes()) == {"ai.example.org", "192.0.2.4"}


def test_transparency(tmp_path: Path) -> None:
    rows = [
        {"common_name": "a.example.org", "name_value": "b.example.org\n*.example.org"},
        {"dns_names": ["c.example.org"]},
    ]
    assert names("ct", tmp_path / "t", json.dumps(rows)) == {"a.example.org", "b.example.org", "c.example.org"}


def test_inventory(tmp_path: Path) -> None:
    aws = {
        "Reservations": [
            {"Instances": [{"PublicIpAddress": "192.0.2.5", "PublicDnsName": "ec2.example.org", "ImageId": "ami"}]}
        ]
    }
    gcp = [{"networkInterfaces": [{"networkIP": "10.0.0.2", "accessConfigs": [{"natIP": "192.0.2.6"}]}], "name": "vm"}]
    azure = [{"ipAddress": "192.0.2.7", "dnsSettings": {"fqdn": "az.example.org"}}]
    found = names("inventory", tmp_path / "i", json.dumps([aws, gcp, azure]))
    assert found == {"192.0.2.5", "ec2.example.org", "10.0.0.2", "192.0.2.6", "192.0.2.7", "az.example.org"}


@pytest.mark.parametrize("kind", ["ct", "inventory", "certificates", "zone"])
def test_what_is_not_of_its_kind_is_refused(kind: str, tmp_path: Path) -> None:
    for text in ("\x00\xff", "[" * 100_000, "{"):
        with pytest.raises(ConfigurationError):
            names(kind, tmp_path / "f", text)
    with pytest.raises(ConfigurationError, match="No such file"):
        names_in(Source(kind, tmp_path / "none"))


@given(st.sampled_from(["list", "zone", "certificates", "ct", "inventory"]), st.binary(max_size=100))
def test_garbage_ends_in_names_or_an_error(kind: str, data: bytes) -> None:
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        with contextlib.suppress(ConfigurationError):
            names_in(Source(kind, Path(file.name)))
