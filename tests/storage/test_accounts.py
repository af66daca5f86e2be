"""Who gets in, who does not, and what nobody can learn from it. No organisation sees another one's rows."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from spro.audit import Event
from spro.errors import ValidationError
from spro.storage.accounts import AccountError
from spro.storage.audit import Filter
from spro.storage.inventory import Use
from spro.storage.permissions import PERMISSIONS, ROLES, SCOPES, allowed
from spro.storage.platform import Platform
from spro.storage.sessions import ThrottledError

from .conftest import Clock

PASSWORD = "correct horse battery"


def test_the_first_start_makes_one_administrator(platform: Platform) -> None:
    first, second = platform.accounts.bootstrap(), platform.accounts.bootstrap()
    with pytest.raises(AccountError):
        platform.accounts.accept(first, "root@example.org", PASSWORD)
    person, organisation = platform.accounts.accept(second, "Root@Example.org ", PASSWORD, "Root")
    assert person.is_admin
    assert person.email == "root@example.org"
    assert platform.accounts.role(person.id, organisation.id) == "owner"
    assert platform.accounts.bootstrap() == ""
    with pytest.raises(AccountError):
        platform.accounts.accept(second, "other@example.org", PASSWORD)


def test_people_log_in_and_out(platform: Platform, clock: Clock) -> None:
    person, _ = platform.accounts.sign_up("anna@example.org", PASSWORD, "Anna")
    assert not person.is_admin
    assert platform.sessions.log_in("anna@example.org", "wrong password") is None
    assert platform.sessions.log_in("nobody@example.org", PASSWORD) is None
    found = platform.sessions.log_in("ANNA@example.org", PASSWORD, "192.0.2.1")
    assert found is not None
    token, session = found
    assert session.person == person
    assert session.csrf not in repr(session)
    assert session.proves(session.csrf)
    assert not session.proves("")
    again = platform.sessions.log_in("anna@example.org", PASSWORD, old=token)
    assert again is not None
    assert platform.sessions.find(token) is None  # rotated
    assert platform.sessions.find(again[0]) is not None
    clock.now += 3 * 3600
    assert platform.sessions.find(again[0]) is None  # idle
    token, _ = platform.sessions.start(person)
    platform.accounts.set_password(person.id, "another long password")
    assert platform.sessions.find(token) is None
    assert platform.accounts.verify("anna@example.org", PASSWORD) is None
    token, _ = platform.sessions.start(person)
    platform.sessions.log_out(token)
    assert platform.sessions.find(token) is None
    platform.accounts.disable(person.id)
    assert platform.accounts.verify("anna@example.org", "another long password") is None


def test_guessing_is_slowed_down(platform: Platform, clock: Clock) -> None:
    platform.accounts.sign_up("anna@example.org", PASSWORD)
    for _ in range(5):
        assert platform.sessions.log_in("anna@example.org", "wrong password") is None
    with pytest.raises(ThrottledError) as caught:
        platform.sessions.log_in("anna@example.org", PASSWORD)
    clock.now += caught.value.retry_after
    assert platform.sessions.log_in("anna@example.org", PASSWORD) is not None
    assert platform.sessions.log_in("anna@example.org", "wrong password") is None


def test_passwords_are_argon2id_and_nowhere_else(platform: Platform) -> None:
    platform.accounts.sign_up("anna@example.org", PASSWORD)
    (held,) = platform.database.rows("SELECT password FROM person")[0]
    assert held.startswith("$argon2id$")
    for wrong in ("short", "x" * 300):
        with pytest.raises(ValidationError):
            platform.accounts.sign_up("ben@example.org", wrong)
    for wrong in ("", "no address", "a@b c", "a\n@b"):
        with pytest.raises(ValidationError):
            platform.accounts.sign_up(wrong, PASSWORD)
    with pytest.raises(AccountError, match="could not be made"):
        platform.accounts.sign_up("anna@example.org", PASSWORD)


def test_members_are_invited_and_an_owner_stays(platform: Platform, clock: Clock) -> None:
    accounts = platform.accounts
    owner, organisation = accounts.sign_up("anna@example.org", PASSWORD)
    token, invitation = accounts.invite(organisation.id, "ben@example.org", "auditor")
    assert accounts.invitations(organisation.id) == [invitation]
    with pytest.raises(AccountError):
        accounts.accept(token, "eve@example.org", PASSWORD)
    ben, joined = accounts.accept(token, "ben@example.org", PASSWORD)
    assert joined == organisation
    assert accounts.may(ben.id, organisation.id, "audit:read")
    assert not accounts.may(ben.id, organisation.id, "keys:write")
    assert not accounts.may(ben.id, "org_other", "audit:read")
    with pytest.raises(AccountError, match="owner"):
        accounts.set_role(owner.id, organisation.id, "")
    accounts.set_role(ben.id, organisation.id, "owner")
    accounts.set_role(owner.id, organisation.id, "")
    assert [member.person.id for member in accounts.members(organisation.id)] == [ben.id]
    late, _ = accounts.invite(organisation.id, "cem@example.org", "developer")
    clock.now += 4 * 86_400
    assert accounts.invitation(late) is None
    with pytest.raises(ValidationError):
        accounts.invite(organisation.id, "x@example.org", "god")


def test_permissions_are_what_roles_say() -> None:
    assert allowed("organisation:write", role="owner")
    assert not allowed("organisation:write", role="admin")
    assert not allowed("anything", role="owner")
    assert not any(allowed(permission) for permission in PERMISSIONS)
    assert not any(name.endswith(":write") for name in ROLES["auditor"])
    assert all(permissions <= PERMISSIONS for permissions in (*ROLES.values(), *SCOPES.values()))


NAMES = st.lists(st.sampled_from(["org_a", "org_b", "org_c"]), min_size=1, max_size=12)


@given(NAMES)
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_organisations_see_only_their_own(platform: Platform, names: list[str]) -> None:
    for number, name in enumerate(names):
        platform.keys.create(f"key {number}", name)
        platform.record(Event(name, f"key_{name}", decision="clean"), Use(name, f"key_{name}", "openai", "m")).result()
    for name in ("org_a", "org_b", "org_c", "", "org_%"):
        assert {key.organisation for key in platform.keys.all(name)} <= {name}
        assert {row.organisation for row in platform.audit.page(Filter(name)).rows} <= {name}
        assert {row.organisation for row in platform.audit.each(Filter(name))} <= {name}
        assert {app.key for app in platform.inventory.apps(name)} <= {f"key_{name}"}
        assert {day.key for day in platform.inventory.usage(name)} <= {f"key_{name}"}
    (first, *_) = platform.keys.all(names[0])
    other = "org_other"
    assert platform.keys.get(first.id, other) is None
    assert not platform.keys.revoke(first.id, other)
    assert platform.keys.rotate(first.id, other) is None
    assert platform.keys.change(first.id, first.terms, other) is None
    assert platform.keys.get(first.id, names[0]) == first
