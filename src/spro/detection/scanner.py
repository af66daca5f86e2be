"""Two scanners with the same results: Hyperscan in one pass, and a portable one where its wheel is missing.

The databases are kept apart (secrets; personal data): broad personal-data patterns slow a shared one several times.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from spro.detection.expressions import ScanExpression
from spro.detection.patterns import Hit, Shape

__all__ = ["HyperscanScanner", "PortableScanner", "compile_database", "cpu"]


def compile_database(shapes: Sequence[Shape], database: str) -> bytes:
    """Compile one database's shapes and serialize it. Takes seconds; callers keep the bytes.

    Raises:
        ValueError: Hyperscan refuses a shape.
    """
    import hyperscan

    chosen = [(number, shape) for number, shape in enumerate(shapes) if shape.database == database]
    try:
        try:
            compiled = _compile(chosen)
        except hyperscan.HyperscanError:
            _shorten_refused(chosen)
            compiled = _compile(chosen)
    except hyperscan.HyperscanError as error:
        raise ValueError(f"the {database} database cannot be compiled: {error}") from None
    data: bytes = hyperscan.dumpb(compiled)
    return data


def _compile(chosen: Sequence[tuple[int, Shape]]) -> Any:
    import hyperscan

    compiled = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    expressions = [(text, number, _flags(shape.scan)) for number, shape in chosen for text in shape.scan.expressions]
    compiled.compile(
        expressions=[text.encode() for text, _, _ in expressions],
        ids=[number for _, number, _ in expressions],
        elements=len(expressions),
        flags=[flags for _, _, flags in expressions],
    )
    return compiled


def _shorten_refused(chosen: Sequence[tuple[int, Shape]]) -> None:
    """Hyperscan does not say which expression is too large: try each alone."""
    import hyperscan

    for number, shape in chosen:
        try:
            _compile([(number, shape)])
        except hyperscan.HyperscanError:
            shape.shorten()


def _flags(scan: ScanExpression) -> int:
    # No start offsets: they halve the speed of the scan and make many expressions "too large".
    import hyperscan

    flags: int = hyperscan.HS_FLAG_DOTALL
    flags |= hyperscan.HS_FLAG_CASELESS if scan.caseless else 0
    flags |= hyperscan.HS_FLAG_UTF8 if scan.utf8 else 0
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
        """Hits in code points; each is a real match."""
        folded = text.lower()
        for number, shape in enumerate(self._shapes):
            if shape.keywords and not any(keyword in folded for keyword in shape.keywords):
                continue
            for match in shape.compiled.finditer(text):
                # A hit ends where the scan expression would end at the latest, not where the match does.
                yield number, min(match.end(), match.start() + shape.scan.head)
