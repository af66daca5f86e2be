"""A chain in pieces tells what the whole chain tells."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from spro.audit import Event
from spro.storage import chains
from spro.storage.platform import Platform
from spro.storage.verification import verify


@pytest.fixture
def trail(another: Callable[[], Platform], monkeypatch: pytest.MonkeyPatch) -> Platform:
    """Forty rows, in pieces of seven."""
    monkeypatch.setattr(chains, "_PIECE", 7)
    platform = another()
    for number in range(40):
        platform.audit.append(Event("org_a", decision="clean", request=f"req_{number}")).result()
    platform.audit.checkpoint()
    return platform


@pytest.mark.parametrize("workers", [1, 2])
def test_pieces_add_up(trail: Platform, workers: int) -> None:
    found = verify(trail.audit, workers=workers)
    assert (found.rows, found.chains, found.sound) == (40, 1, True)


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE audit SET model = 'x' WHERE number = 14", "edited or moved"),  # the end of a piece
        ("UPDATE audit SET model = 'x' WHERE number = 15", "edited or moved"),
        ("UPDATE audit SET digest = details_digest WHERE number = 14", "edited or moved"),
        ("DELETE FROM audit WHERE number = 14", "missing"),
        ("DELETE FROM audit WHERE number > 30", "cut off"),
    ],
)
def test_what_was_done_at_an_edge_is_found(trail: Platform, workers: int, statement: str, what: str) -> None:
    with trail.database.transaction():
        trail.database.run(statement)
    assert what in {fault.what for fault in verify(trail.audit, workers=workers).faults}


def test_rows_that_are_added_meanwhile_are_no_fault(trail: Platform, another: Callable[[], Platform]) -> None:
    other, done = another(), threading.Event()

    def write() -> None:
        while not done.is_set():
            other.audit.append(Event("org_a", decision="clean")).result()

    thread = threading.Thread(target=write)
    thread.start()
    try:
        assert all(verify(trail.audit).sound for _ in range(20))
    finally:
        done.set()
        thread.join()
