"""The scope file: which addresses may be checked, who owns them, who authorised it, until when, how deep.

Nothing is sent without one. It is read strictly: an unknown key, a missing name, a date in the past or more addresses
than it declares, and it is refused.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from pathlib import Path
from typing import Any, Final, TypeAlias

from spro.errors import ConfigurationError
from spro.exposure.card import CONSENTS
from spro.exposure.model import DEPTHS, Depth

__all__ = ["SOURCES", "Scope", "Source", "load_scope", "read_scope"]

_Network: TypeAlias = IPv4Network | IPv6Network

SOURCES: Final = ("list", "zone", "certificates", "ct", "inventory")
_LONGEST: Final = timedelta(days=366)
_MOST_ADDRESSES: Final = 65_536
_LAST_PORT: Final = 65_535
_KEYS: Final = {
    "version": int,
    "owner": str,
    "authorised_by": str,
    "expires": date,
    "depth": str,
    "addresses": int,
    "networks": list,
}
_OPTIONAL: Final[dict[str, tuple[type, ...]]] = {
    "names": (list,),
    "ports": (list, str),
    "consent": (list,),
    "source": (list,),
    "exclude": (list,),
}


@dataclass(frozen=True, slots=True)
class Source:
    """A file that names hosts: its kind and absolute path."""

    kind: str
    path: Path


@dataclass(frozen=True, slots=True)
class Scope:
    """A valid scope. ``digest`` is the SHA-256 of the file, hex."""

    owner: str
    authorised_by: str
    expires: date
    depth: Depth
    networks: tuple[_Network, ...]
    excluded: tuple[_Network, ...]
    names: tuple[str, ...]
    ports: tuple[int, ...]
    consents: frozenset[str]
    sources: tuple[Source, ...]
    digest: str

    def __contains__(self, address: str) -> bool:
        """Whether an address may be contacted."""
        ip = ip_address(address)
        return any(ip in network for network in self.networks) and not any(ip in network for network in self.excluded)

    @property
    def size(self) -> int:
        """How many addresses the networks hold."""
        return sum(network.num_addresses for network in self.networks)


def load_scope(path: str | Path, *, known_ports: tuple[int, ...], today: date) -> Scope:
    """The scope in a file.

    Raises:
        ConfigurationError: it is missing, malformed, expired or wider than it declares.
    """
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise ConfigurationError(f"scope {path}: {error.strerror or 'cannot be read'}") from None
    return read_scope(data, known_ports=known_ports, today=today, folder=Path(path).resolve().parent, name=str(path))


def read_scope(data: bytes, *, known_ports: tuple[int, ...], today: date, folder: Path, name: str = "scope") -> Scope:
    """As `load_scope`, of bytes; ``folder`` is what the paths of sources are relative to."""
    try:
        entries = tomllib.loads(data.decode())
        return _scope(entries, sha256(data).hexdigest(), known_ports, today, folder)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError):
        raise ConfigurationError(f"scope {name}: not a TOML file in UTF-8") from None
    except (ValueError, TypeError, KeyError) as error:
        raise ConfigurationError(f"scope {name}: {error}") from None


def _scope(entries: dict[str, Any], digest: str, known: tuple[int, ...], today: date, folder: Path) -> Scope:
    _check_keys(entries)
    if entries["version"] != 1:
        raise ValueError("version: this version reads 1")
    for key in ("owner", "authorised_by"):
        if not entries[key].strip():
            raise ValueError(f"{key}: must name somebody")
    _check_date(entries["expires"], today)
    if entries["depth"] not in DEPTHS:
        raise ValueError(f"depth: one of {', '.join(DEPTHS)}")
    consents = frozenset(entries.get("consent", []))
    if consents - CONSENTS:
        raise ValueError(f"consent: known are {', '.join(sorted(CONSENTS))}")
    networks = tuple(_network(text) for text in entries["networks"])
    scope = Scope(
        owner=entries["owner"].strip(),
        authorised_by=entries["authorised_by"].strip(),
        expires=entries["expires"],
        depth=DEPTHS[entries["depth"]],
        networks=networks,
        excluded=tuple(_network(text) for text in entries.get("exclude", [])),
        names=tuple(_name(text) for text in entries.get("names", [])),
        ports=_ports(entries.get("ports", "known"), known),
        consents=consents,
        sources=tuple(_source(entry, folder) for entry in entries.get("source", [])),
        digest=digest,
    )
    _check_width(scope, entries["addresses"])
    return scope


def _check_keys(entries: Mapping[str, Any]) -> None:
    for key in entries:
        if key not in _KEYS and key not in _OPTIONAL:
            raise ValueError(f"{key}: unknown key")
    for key, kind in _KEYS.items():
        if key not in entries:
            raise ValueError(f"{key}: missing")
        if type(entries[key]) is not kind:
            raise ValueError(f"{key}: must be {'a date such as 2026-12-31' if kind is date else kind.__name__}")
    for key, kinds in _OPTIONAL.items():
        if key in entries and not isinstance(entries[key], kinds):
            raise ValueError(f"{key}: wrong type")


def _check_date(expires: date, today: date) -> None:
    if expires < today:
        raise ValueError(f"expires: the authorisation ended on {expires.isoformat()}")
    if expires - today > _LONGEST:
        raise ValueError("expires: more than a year ahead")


def _check_width(scope: Scope, declared: int) -> None:
    if not scope.networks:
        raise ValueError("networks: empty")
    if scope.size > declared:
        raise ValueError(f"networks: hold {scope.size} addresses, the file declares {declared} (addresses)")
    if scope.size > _MOST_ADDRESSES:
        raise ValueError(f"networks: hold {scope.size} addresses, at most {_MOST_ADDRESSES} in one scope")
    for network in scope.networks:
        if network.is_multicast or network.is_unspecified:
            raise ValueError(f"networks: {network} is not a network of hosts")


def _network(text: Any) -> _Network:
    if not isinstance(text, str):
        raise TypeError("networks: must be a list of text")
    try:
        return ip_network(text)
    except ValueError:
        raise ValueError(f"networks: {text!r} is not an address or network (host bits must be zero)") from None


def _name(text: Any) -> str:
    plain = text.rstrip(".").lower() if isinstance(text, str) else ""
    if not plain or len(plain) > 253 or not all(part.isascii() and _label(part) for part in plain.split(".")):
        raise ValueError("names: must be a list of host names without wildcards")
    return plain


def _label(part: str) -> bool:
    return 0 < len(part) < 64 and part.replace("-", "").replace("_", "").isalnum()


def _ports(given: Any, known: tuple[int, ...]) -> tuple[int, ...]:
    ports: set[int] = set()
    for entry in [given] if isinstance(given, str) else given:
        if entry == "known":
            ports.update(known)
        elif isinstance(entry, int):
            ports.add(entry)
        else:
            first, _, last = str(entry).partition("-")
            if not first.isdecimal() or not (last or first).isdecimal():
                raise ValueError('ports: numbers, ranges such as "8000-8100", or "known"')
            ports.update(range(int(first), min(int(last or first), _LAST_PORT + 1) + 1))
    if not ports or min(ports) < 1 or max(ports) > _LAST_PORT:
        raise ValueError("ports: from 1 to 65535, at least one")
    return tuple(sorted(ports))


def _source(entry: Any, folder: Path) -> Source:
    if not isinstance(entry, dict) or entry.keys() != {"kind", "file"} or entry["kind"] not in SOURCES:
        raise ValueError(f"source: needs kind ({', '.join(SOURCES)}) and file")
    return Source(entry["kind"], folder / str(entry["file"]))
