"""Links for a new password: they work once, for a day, and end what was open."""

from __future__ import annotations

import pytest

from spro.errors import ValidationError
from spro.storage.accounts import AccountError
from spro.storage.platform import Platform
from spro.storage.sessions import ThrottledError

from .conftest import Clock

PASSWORD, OTHER = "correct horse battery", "another long password"


def test_a_link_sets_a_password_once(platform: Platform) -> None:
    person, _ = platform.accounts.sign_up("anna@example.org", PASSWORD)
    session, _ = platform.sessions.start(person)
    first, second = (
        platform.recovery.link(person.id),
        platform.recovery.link(platform.recovery.person_of(" ANNA@example.org")),
    )
    with pytest.raises(AccountError):
        platform.recovery.use(first, OTHER)  # the newer one took its place
    with pytest.raises(ValidationError):
        platform.recovery.use(second, "short")  # and the link stays
    assert platform.recovery.use(second, OTHER) == person
    assert platform.sessions.find(session) is None
    assert platform.accounts.verify("anna@example.org", PASSWORD) is None
    assert platform.accounts.verify("anna@example.org", OTHER) == person
    with pytest.raises(AccountError):
        platform.recovery.use(second, PASSWORD)
    held = repr(platform.database.rows("SELECT * FROM password_reset"))
    assert second not in held


def test_links_end(platform: Platform, clock: Clock) -> None:
    person, _ = platform.accounts.sign_up("anna@example.org", PASSWORD)
    token = platform.recovery.link(person.id)
    platform.accounts.set_password(person.id, OTHER)
    with pytest.raises(AccountError):
        platform.recovery.use(token, PASSWORD)
    token = platform.recovery.link(person.id)
    clock.now += 86_401
    with pytest.raises(AccountError):
        platform.recovery.use(token, PASSWORD)
    platform.expire()
    assert platform.database.rows("SELECT 1 FROM password_reset") == []
    token = platform.recovery.link(person.id)
    platform.accounts.disable(person.id)
    for attempt in (lambda: platform.recovery.use(token, PASSWORD), lambda: platform.recovery.link(person.id)):
        with pytest.raises(AccountError):
            attempt()
    with pytest.raises(AccountError):
        platform.recovery.link(platform.recovery.person_of("nobody@example.org"))


def test_who_belongs_to_one_organisation_only(platform: Platform) -> None:
    _, ours = platform.accounts.sign_up("olga@example.org", PASSWORD)
    token, _ = platform.accounts.invite(ours.id, "igor@example.org", "developer")
    igor, _ = platform.accounts.accept(token, "igor@example.org", PASSWORD)
    assert platform.recovery.belongs_only_to(igor.id, ours.id)
    assert not platform.recovery.belongs_only_to("nobody", ours.id)
    platform.accounts.create_organisation("Igor's own", igor.id)
    assert not platform.recovery.belongs_only_to(igor.id, ours.id)
    token = platform.accounts.bootstrap() or platform.accounts.invite(ours.id, "root@example.org", "admin")[0]
    root, _ = platform.accounts.accept(token, "root@example.org", PASSWORD)
    with platform.database.transaction():
        platform.database.run("UPDATE person SET is_admin = 1 WHERE id = ?", root.id)
    assert not platform.recovery.belongs_only_to(root.id, ours.id)


def test_attempts_from_a_place_are_slowed_down(platform: Platform, clock: Clock) -> None:
    for _ in range(5):
        platform.sessions.attempt("sign up", "192.0.2.1")
    with pytest.raises(ThrottledError) as caught:
        platform.sessions.attempt("sign up", "192.0.2.1")
    platform.sessions.attempt("sign up", "192.0.2.2")
    platform.sessions.attempt("reset", "192.0.2.1")
    clock.now += caught.value.retry_after
    platform.sessions.attempt("sign up", "192.0.2.1")
