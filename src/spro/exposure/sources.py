"""Files that name an organisation's own hosts. Nothing is asked of anybody: the files were exported before.

``list``: one name or address per line, ``#`` comments. ``zone``: an RFC 1035 zone file. ``certificates``: PEM files,
the names in their SANs. ``ct``: an export of certificate transparency (the JSON of crt.sh). ``inventory``: a cloud
inventory as JSON, for example of `aws ec2 describe-instances`, `gcloud compute instances list --format json` or
`az network public-ip list`: names and addresses are taken from the fields that hold them there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

from spro.errors import ConfigurationError
from spro.exposure.scope import Source

__all__ = ["names_in"]

_NAME: Final = re.compile(r"(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]{0,62})(\.[a-z0-9_]([a-z0-9_-]{0,62}))*", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"[0-9.]{7,15}|[0-9a-f:]*:[0-9a-f:.]+", re.IGNORECASE)
_LARGEST: Final = 50_000_000
_FIELDS: Final = re.compile(
    r"(?:(?:public|private)?_?(?:ip|ip_?address(?:es)?|dns_?name|ip_?v[46]_?address(?:es)?)|fqdn|host_?name|nat_?ip|network_?ip)",
    re.IGNORECASE,
)
_DEEPEST: Final = 40


def names_in(source: Source) -> list[str]:
    """Names and addresses in a source, in lower case, without wildcards.

    Raises:
        ConfigurationError: the file cannot be read or is not of its kind.
    """
    try:
        if source.path.stat().st_size > _LARGEST:
            raise ConfigurationError(f"{source.path}: larger than {_LARGEST} bytes")
        found = list(_READERS[source.kind](source.path))
    except OSError as error:
        raise ConfigurationError(f"{source.path}: {error.strerror}") from None
    except (ValueError, RecursionError, TypeError, AttributeError, KeyError):
        raise ConfigurationError(f"{source.path}: is no {source.kind} file") from None
    plain = (name.strip().rstrip(".").lower() for name in found)
    return [name for name in dict.fromkeys(plain) if _NAME.fullmatch(name) or _ADDRESS.fullmatch(name)]


def _list(path: Path) -> Iterator[str]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield line.partition("#")[0]


def _zone(path: Path) -> list[str]:
    try:
        import dns.exception
        import dns.rdatatype
        import dns.zone
    except ImportError:  # pragma: no cover - the extra is installed where tests run
        raise ConfigurationError("zone files need the `exposure` extra (dnspython)") from None
    try:
        # $INCLUDE would read other files.
        zone = dns.zone.from_text(path.read_text(encoding="utf-8"), allow_include=False, check_origin=False)
    except dns.exception.DNSException as error:
        raise ValueError(str(error)) from None
    kinds = (dns.rdatatype.A, dns.rdatatype.AAAA, dns.rdatatype.CNAME)
    origin = zone.origin
    return [str(name.derelativize(origin)) for kind in kinds for name, _ in zone.iterate_rdatasets(kind) if origin]


def _certificates(path: Path) -> list[str]:
    from cryptography import x509

    names: list[str] = []
    for certificate in x509.load_pem_x509_certificates(path.read_bytes()):
        try:
            alternative = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        except x509.ExtensionNotFound:
            continue
        names += alternative.get_values_for_type(x509.DNSName)
        names += [str(ip) for ip in alternative.get_values_for_type(x509.IPAddress)]
    return names


def _transparency(path: Path) -> list[str]:
    rows = json.loads(path.read_text(encoding="utf-8"))
    return [
        name
        for row in rows
        for key in ("name_value", "common_name", "dns_names")
        for name in (row.get(key) if isinstance(row.get(key), list) else str(row.get(key) or "").split("\n"))
    ]


def _inventory(path: Path) -> list[str]:
    return list(_walk(json.loads(path.read_text(encoding="utf-8")), "", 0))


def _walk(value: Any, key: str, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        raise ValueError("too deep")
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _walk(inner, str(name), depth + 1)
    elif isinstance(value, list):
        for inner in value:
            yield from _walk(inner, key, depth + 1)
    elif isinstance(value, str) and _FIELDS.fullmatch(key):
        yield value


_READERS: Final[dict[str, Callable[[Path], Any]]] = {
    "list": _list,
    "zone": _zone,
    "certificates": _certificates,
    "ct": _transparency,
    "inventory": _inventory,
}
