"""Two scanners with the same results: Hyperscan in one pass, and a portable one where its wheel is missing.

The databases are kept apart (secrets; personal data): broad personal-data patterns slow a shared one several times.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from spro.detection.expressions import Head
from spro.detection.patterns import ITSELF, Hit, Shape, heads_of

__all__ = ["HyperscanScanner", "PortableScanner", "compile_database", "cpu"]


def compile_database(shapes: Sequence[Shape], database: str) -> bytes:
    """Compile one database's shapes and serialize it. Takes seconds; callers keep the bytes.

    Raises:
        ValueError: Hyperscan refuses a shape.
    """
    import hyperscan

    chosen = [shape for shape in shapes if shape.database == database]
    try:
        try:
            compiled = _compile(shapes, chosen)
        except hyperscan.HyperscanError:
            _shorten_refused(chosen)
            compiled = _compile(shapes, chosen)
    except hyperscan.HyperscanError as error:
        raise ValueError(f"the {database} database cannot be compiled: {error}") from None
    data: bytes = hyperscan.dumpb(compiled)
    return data


def _compile(shapes: Sequence[Shape], chosen: Sequence[Shape]) -> Any:
    import hyperscan

    kept = {id(shape) for shape in chosen}
    wanted = [
        (number, head, shapes[shape].scan.caseless)
        for number, (shape, head) in enumerate(heads_of(shapes))
        if head is not ITSELF and id(shapes[shape]) in kept
    ]
    compiled = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    compiled.compile(
        expressions=[head.expression.encode() for _, head, _ in wanted],
        ids=[number for number, _, _ in wanted],
        elements=len(wanted),
        flags=[_flags(head, caseless=caseless) for _, head, caseless in wanted],
    )
    return compiled


def _shorten_refused(chosen: Sequence[Shape]) -> None:
    """Hyperscan does not say which expression is too large: try each alone."""
    import hyperscan

    for shape in chosen:
        try:
            _compile([shape], [shape])
        except hyperscan.HyperscanError:
            shape.shorten()


def _flags(head: Head, *, caseless: bool) -> int:
    # No start offsets: they halve the speed of the scan and make many expressions "too large".
    import hyperscan

    flags: int = hyperscan.HS_FLAG_DOTALL
    flags |= hyperscan.HS_FLAG_CASELESS if caseless else 0
    flags |= hyperscan.HS_FLAG_UTF8 if head.utf8 else 0
    return flags


def cpu() -> str:
    """What a compiled database depends on: Hyperscan builds for the features of the processor it runs on."""
    import hyperscan

    empty = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    empty.compile(expressions=[b"a"], ids=[0], elements=1, flags=[0])
    return str(empty.info())


class HyperscanScanner:
    """All shapes in one pass per database (Hyperscan's block mode, Vectorscan inside)."""

    def __init__(self, databases: Iterable[bytes]) -> None:
        import hyperscan

        self._databases = [hyperscan.loadb(data, hyperscan.HS_MODE_BLOCK) for data in databases]
        self._scratch: Callable[[Any], Any] = hyperscan.Scratch
        self._local = threading.local()

    def scan(self, text: str) -> Iterable[Hit]:
        """Hits in code points."""
        hits: list[Hit] = []
        append = hits.append

        def on_match(number: int, _start: int, end: int, _flags: int, _context: object) -> None:
            append((number, end))

        data = text.encode()
        for database, scratch in self.prepared():
            database.scan(data, match_event_handler=on_match, scratch=scratch)
        if len(data) == len(text):
            return hits
        return _in_code_points(hits, data)

    def prepared(self) -> list[tuple[Any, Any]]:
        """Each database with this thread's scratch space."""
        # A scratch may serve one thread at a time.
        try:
            prepared: list[tuple[Any, Any]] = self._local.prepared
        except AttributeError:
            prepared = self._local.prepared = [(database, self._scratch(database)) for database in self._databases]
        return prepared


def _in_code_points(hits: list[Hit], data: bytes) -> list[Hit]:
    """Translate byte offsets, walking over the text once."""
    known: dict[int, int] = {}
    position = count = 0
    for offset in sorted({end for _, end in hits}):
        count += len(data[position:offset].decode("utf-8", "ignore"))
        known[offset] = count
        position = offset
    return [(number, known[end]) for number, end in hits]


class PortableScanner:
    """Keywords first, then each shape's own expression over the whole text. Slow and simple: the reference."""

    def __init__(self, shapes: Sequence[Shape]) -> None:
        self._shapes = shapes

    def scan(self, text: str) -> Iterable[Hit]:
        """Hits in code points; each is the start of a real match."""
        folded = text.lower()
        for number, shape in enumerate(self._shapes):
            if shape.keywords and not any(keyword in folded for keyword in shape.keywords):
                continue
            for match in shape.compiled.finditer(text):
                yield number, match.start()
