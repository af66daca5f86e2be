"""Sockets that listen beyond loopback, from Linux's /proc (`man 5 proc`); no packet is sent."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address
from pathlib import Path
from typing import Final

__all__ = ["Listener", "listeners"]

_LISTEN: Final = "0A"
_INODE: Final = re.compile(r"socket:\[(\d+)\]")


@dataclass(frozen=True, slots=True, order=True)
class Listener:
    """An address, a port and, where it may be seen, the program."""

    address: str
    port: int
    program: str = ""


def listeners(root: Path) -> list[Listener]:
    """All that can be reached from other machines, as far as addresses say; firewalls are not known."""
    rows = [row for name in ("tcp", "tcp6") for row in _rows(root / "proc" / "net" / name)]
    if not rows:
        return []
    programs = dict(_programs(root / "proc"))
    return sorted({Listener(str(address), port, programs.get(inode, "")) for address, port, inode in rows})


def _rows(path: Path) -> Iterator[tuple[IPv4Address | IPv6Address, int, str]]:
    try:
        lines = path.read_text(encoding="ascii").splitlines()[1:]
    except OSError:
        return
    for line in lines:
        fields = line.split()
        if len(fields) > 9 and fields[3] == _LISTEN:
            host, _, port = fields[1].partition(":")
            address = _address(host)
            if not _local(address):
                yield address, int(port, 16), fields[9]


def _local(address: IPv4Address | IPv6Address) -> bool:
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return (mapped or address).is_loopback


def _address(text: str) -> IPv4Address | IPv6Address:
    """Groups of four bytes, each in the machine's order (little endian on all that matter here)."""
    data = bytes.fromhex(text)
    ordered = b"".join(data[at : at + 4][::-1] for at in range(0, len(data), 4))
    return IPv4Address(ordered) if len(ordered) == 4 else IPv6Address(ordered)


def _programs(proc: Path) -> Iterator[tuple[str, str]]:
    """``(inode of a socket, program)`` of the processes that this user may see."""
    for folder in proc.glob("[0-9]*"):
        try:
            name = (folder / "comm").read_text(encoding="utf-8", errors="replace").strip()
            for entry in (folder / "fd").iterdir():
                match = _INODE.fullmatch(str(entry.readlink()))
                if match is not None:
                    yield match[1], name
        except OSError:
            continue  # gone, or somebody else's
