"""From a scope to targets: names are resolved once, each address is checked against the scope, and that is final."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from ipaddress import ip_address
from socket import SOCK_STREAM, gaierror
from typing import Protocol

from spro.exposure.model import Target
from spro.exposure.scope import Scope
from spro.exposure.sources import names_in

__all__ = ["Plan", "Resolve", "make_plan", "resolve"]


class Resolve(Protocol):
    """Addresses of a host name; empty if there are none."""

    def __call__(self, name: str) -> Sequence[str]:
        """Resolve."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Where a run would connect: every address of the scope's networks, with the names that lead there."""

    scope: Scope
    names: Mapping[str, tuple[str, ...]]
    warnings: tuple[str, ...]

    def addresses(self) -> Iterator[str]:
        """Each address once."""
        seen: set[str] = set()
        for network in self.scope.networks:
            # All of them: a block of a scope file need not be a subnet, so its first and last may be hosts too.
            for host in network:
                address = str(host)
                if address not in seen and address in self.scope:
                    seen.add(address)
                    yield address

    def targets(self, address: str) -> Iterator[Target]:
        """Every port of an address."""
        names = self.names.get(address, ())
        for port in self.scope.ports:
            yield Target(address, port, names)

    def __iter__(self) -> Iterator[Target]:
        """Every connection that would be tried."""
        for address in self.addresses():
            yield from self.targets(address)


def make_plan(scope: Scope, resolver: Resolve) -> Plan:
    """Read the scope's sources, resolve all names, leave out what the scope does not cover.

    Raises:
        ConfigurationError: a source cannot be read.
    """
    wanted = [*scope.names]
    for source in scope.sources:
        wanted.extend(names_in(source))
    found: dict[str, list[str]] = {}
    warnings = []
    for name in dict.fromkeys(wanted):
        addresses = [name] if _is_address(name) else list(dict.fromkeys(resolver(name)))
        if not addresses:
            warnings.append(f"{name}: has no address here; not checked")
        for address in addresses:
            if address not in scope:
                warnings.append(f"{name}: {address} is outside the scope's networks; not checked")
            elif address != name:
                found.setdefault(address, []).append(name)
    return Plan(scope, {address: tuple(names) for address, names in found.items()}, tuple(warnings))


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def resolve(name: str) -> Sequence[str]:
    """The machine's own resolver."""
    from socket import getaddrinfo

    try:
        return [str(entry[4][0]) for entry in getaddrinfo(name, None, type=SOCK_STREAM)]
    except (gaierror, UnicodeError):
        return []
