"""What was found in parts of requests that came before: an agent's tools and a chat's history are read once.

A part is known by the keyed digest of its bytes and by everything else that its treatment hangs on: the table's place,
the member, who brought the list along. What is kept are offsets, never a text.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock
from typing import Final, NamedTuple

from spro.detection.attacks.finding import Attack
from spro.model import Finding
from spro.wire.table import Node

__all__ = ["Name", "Place", "Reading", "Readings"]

Name = tuple[Node, str, str, bytes]
"""Table, member, source of the list, digest of the part's bytes."""

_READING: Final = 500  # bytes that a reading takes, roughly, and each place and finding in it
_PLACE: Final = 200
_FINDING: Final = 160


class Place(NamedTuple):
    """A string or number in which something is to be done. Offsets count from the part's start, quotes included."""

    start: int
    end: int
    source: str  # whose text it is, if the reply is watched for it
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a part came to. ``strings`` counts its strings and numbers; ``asked`` is where the user said something."""

    strings: int
    places: tuple[Place, ...]
    attacks: tuple[tuple[str, Attack], ...]
    asked: tuple[int, int] | None

    @property
    def size(self) -> int:
        """Bytes, roughly."""
        return _READING + sum(_PLACE + _FINDING * len(place.findings) for place in self.places)


class Readings:
    """The readings of one policy and detection, bounded: beyond ``max_bytes`` those unused for longest go."""

    def __init__(self, *, max_bytes: int = 8 * 1024 * 1024) -> None:
        self._max = max_bytes
        self._size = 0
        self._lock = Lock()
        self._held: OrderedDict[Name, Reading] = OrderedDict()

    def __repr__(self) -> str:
        return f"<Readings: {len(self._held)} parts>"

    def get(self, name: Name) -> Reading | None:
        """What the part came to, if it came before."""
        with self._lock:
            held = self._held.get(name)
            if held is not None:
                self._held.move_to_end(name)
            return held

    def put(self, name: Name, reading: Reading) -> None:
        """Remember what a part came to."""
        with self._lock:
            if name not in self._held:
                self._held[name] = reading
                self._size += reading.size
            while self._size > self._max and self._held:
                self._size -= self._held.popitem(last=False)[1].size
