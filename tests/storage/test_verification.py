"""What somebody who can write to the database cannot hide."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from spro.audit import Event, Signer, start_of, verify_checkpoint, written
from spro.errors import ConfigurationError, ValidationError
from spro.storage.audit import Filter
from spro.storage.platform import Platform
from spro.storage.verification import verify

from .conftest import Clock


@pytest.fixture
def trail(platform: Platform, clock: Clock) -> Platform:
    for number in range(20):
        clock.now += 1
        platform.audit.append(
            Event(
                "org_a" if number % 2 else "org_b",
                "key_1",
                "openai",
                "openai",
                f'mo"del\\ü{number % 3}',
                "default",
                "blocked" if number % 5 == 0 else "masked",
                f"req_{number}",
                counts={"EMAIL": number},
                subjects=(platform.audit.subject("org_a", "Anna"),) if number == 7 else (),
            )
        ).result()
    return platform


def faults(platform: Platform) -> set[str]:
    return {fault.what for fault in verify(platform.audit).faults}


def test_an_honest_trail_is_sound(trail: Platform) -> None:
    trail.audit.checkpoint()
    found = verify(trail.audit)
    assert found.sound
    assert (found.rows, found.chains, found.checkpoints) == (20, 1, 1)


@pytest.mark.parametrize(
    ("statement", "what"),
    [
        ("UPDATE audit SET decision = 'clean' WHERE number = 6", "edited or moved"),
        ("UPDATE audit SET at_ms = at_ms + 1 WHERE number = 6", "edited or moved"),
        ("UPDATE audit SET details = '{}' WHERE number = 6", "edited"),
        ("UPDATE audit SET details = NULL WHERE number = 6", "erased without a trace"),
        ("DELETE FROM audit WHERE number = 6", "missing"),
        ("DELETE FROM audit WHERE number = 1", "missing"),
        ("DELETE FROM audit WHERE number > 15", "cut off"),
        ("UPDATE audit SET number = 100 WHERE number = 6", "missing"),
        ("DELETE FROM audit_head", "a chain without a head"),
        ("UPDATE audit_checkpoint SET said = REPLACE(said, '20', '21')", "not signed by this key"),
    ],
)
def test_what_was_done_to_it_is_found(trail: Platform, statement: str, what: str) -> None:
    trail.audit.checkpoint()
    with trail.database.transaction():
        trail.database.run(statement)
    assert what in faults(trail)


def test_texts_that_need_escapes_are_followed_exactly(trail: Platform) -> None:
    odd = ('a"b', "back\\slash", "é中", "two\nlines", '","', "\x7f", "")
    for text in odd:
        trail.audit.append(Event("org_a", decision="clean", policy=text, model=text)).result()
    assert verify(trail.audit).sound
    # The same characters in other columns are another row.
    with trail.database.transaction():
        trail.database.run("UPDATE audit SET model = policy || '\",\"', policy = '' WHERE policy = 'a\"b'")
    assert faults(trail) == {"edited or moved"}


def test_an_end_that_was_cut_off_neatly_is_found_by_a_checkpoint_kept_elsewhere(trail: Platform) -> None:
    kept = trail.audit.checkpoint()
    with trail.database.transaction():
        trail.database.run("DELETE FROM audit WHERE number > 15")
        digest = trail.database.rows("SELECT digest FROM audit WHERE number = 15")[0][0]
        trail.database.run("UPDATE audit_head SET number = 15, digest = ?", digest)
        trail.database.run("DELETE FROM audit_checkpoint")
    assert verify(trail.audit).sound
    assert [fault.what for fault in verify(trail.audit, outside=[kept]).faults] == ["signed, but missing"]


def test_a_beginning_that_was_cut_off_neatly_is_found(trail: Platform) -> None:
    with trail.database.transaction():
        digest = trail.database.rows("SELECT digest FROM audit WHERE number = 5")[0][0]
        trail.database.run("DELETE FROM audit WHERE number <= 5")
        trail.database.run("UPDATE audit_head SET first_number = 5, first_digest = ?", digest)
    assert faults(trail) == {"the beginning is missing without a trace"}


def test_retention_and_erasure_leave_a_provable_trail(trail: Platform, clock: Clock) -> None:
    trail.audit.checkpoint()
    assert trail.audit.erase("org_b", "Anna") == 0
    assert trail.audit.erase("org_a", " anna ") == 1
    (row,) = trail.audit.page(Filter("org_a", request="req_7")).rows
    assert row.details is None
    assert trail.audit.prune(int(clock.now * 1000) - 9_500) == 10
    found = verify(trail.audit)
    assert found.sound
    assert found.rows == 13
    assert trail.audit.prune(int(clock.now * 1000) + 1) == 13
    assert verify(trail.audit).sound


def test_several_processes_have_a_chain_each(trail: Platform, another: Callable[[], Platform]) -> None:
    other = another()
    for platform in (other, trail, other):
        platform.audit.append(Event("org_a", decision="clean")).result()
    trail.audit.checkpoint()
    found = verify(other.audit)
    assert found.sound
    assert (found.chains, found.rows) == (2, 23)


def test_pages_are_complete_and_filtered(trail: Platform) -> None:
    seen, cursor = [], ""
    while True:
        page = trail.audit.page(Filter("org_a"), cursor=cursor, limit=3)
        seen += [row.request for row in page.rows]
        cursor = page.cursor
        if not cursor:
            break
    assert seen == [f"req_{number}" for number in range(19, 0, -2)]
    assert {row.decision for row in trail.audit.page(Filter("org_a", decision="blocked")).rows} == {"blocked"}
    assert [row.request for row in trail.audit.each(Filter(model='mo"del\\ü1'))][:2] == ["req_1", "req_4"]
    assert trail.audit.page(Filter("org_c")).rows == []
    assert trail.audit.page(Filter("")).rows == []
    with pytest.raises(ValidationError):
        trail.audit.page(Filter(), cursor="1; DROP")


def test_checkpoints_are_signed() -> None:
    signer = Signer(b"s" * 32)
    row = written(Event("org", "key"), "w_1", 1, 5, start_of("w_1"))
    said = signer.checkpoint({"w_1": (1, row.digest)}, 7)
    assert verify_checkpoint(said, signer.public) == {"w_1": (1, row.digest)}
    for broken in (said.replace('"at_ms":7', '"at_ms":8'), "{}", "x", "[]"):
        with pytest.raises(ConfigurationError):
            verify_checkpoint(broken, signer.public)
    with pytest.raises(ConfigurationError):
        verify_checkpoint(said, Signer(b"t" * 32).public)
