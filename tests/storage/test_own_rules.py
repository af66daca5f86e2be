"""Policies and allow lists of organisations."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from spro.errors import ValidationError
from spro.storage.platform import Platform

from .conftest import Clock

TEXT = 'extends = "default"\ndeny = { TERM = ["Project Heron"] }\n'


def test_a_policy_is_kept_for_its_organisation_only(platform: Platform) -> None:
    own = platform.own_rules
    own.put_policy("org_a", "clinic", TEXT, "key_1")
    own.put_policy("org_a", "clinic", TEXT + "# again\n", "key_1")
    assert own.policies("org_a") == {"clinic": TEXT + "# again\n"}
    assert own.policies("org_b") == {}
    assert not own.drop_policy("org_b", "clinic")
    assert own.drop_policy("org_a", "clinic")
    assert own.policies("org_a") == {}


@pytest.mark.parametrize("name", ["", "Clinic", "../x", "a" * 65, "a b", "-a", "é"])
def test_names_are_plain(platform: Platform, name: str) -> None:
    with pytest.raises(ValidationError, match="name"):
        platform.own_rules.put_policy("org_a", name, TEXT, "key_1")


def test_every_change_shows_in_the_version_and_elsewhere_within_a_second(
    platform: Platform, another: Callable[[], Platform], clock: Clock
) -> None:
    here, there = platform.own_rules, another().own_rules
    assert there.version("org_a") == 0
    here.put_policy("org_a", "clinic", TEXT, "key_1")
    clock.now += 1.1
    seen = there.version("org_a")
    assert seen == here.version("org_a") > 0
    changed = here.allow("org_a", "Heron", "key_1", accepted=True)
    assert here.version("org_a") > seen
    clock.now += 1.1
    seen = there.version("org_a")
    assert here.disallow("org_a", changed)
    clock.now += 1.1
    assert there.version("org_a") > seen
    assert there.version("org_b") == 0


def test_a_proposal_waits_for_somebody_who_may(platform: Platform) -> None:
    own = platform.own_rules
    id_ = own.allow("org_a", " Heron ", "key_1", accepted=False)
    assert own.allow("org_a", "HERON", "key_2", accepted=False) == id_
    [value] = own.allowed("org_a")
    assert (value.id, value.value, value.by, value.accepted) == (id_, "Heron", "key_1", False)
    assert not own.accept("org_b", id_)
    assert own.accept("org_a", id_)
    own.allow("org_a", "heron", "key_2", accepted=False)  # takes nothing back
    assert [value.accepted for value in own.allowed("org_a")] == [True]
    assert "Heron" not in repr(value)
    assert own.disallow("org_a", id_)
    assert own.allowed("org_a") == []


@pytest.mark.parametrize("value", ["", "   ", "x" * 501])
def test_values_have_a_size(platform: Platform, value: str) -> None:
    with pytest.raises(ValidationError, match="characters"):
        platform.own_rules.allow("org_a", value, "key_1", accepted=True)


def test_nothing_can_be_read_in_the_database(platform: Platform) -> None:
    platform.own_rules.put_policy("org_a", "clinic", TEXT, "key_1")
    platform.own_rules.allow("org_a", "Project Heron", "key_1", accepted=True)
    rows = [*platform.database.rows("SELECT * FROM own_policy"), *platform.database.rows("SELECT * FROM own_allowed")]
    assert len(rows) == 2
    assert b"Heron" not in b"".join(bytes(cell) for row in rows for cell in row if isinstance(cell, bytes))
    assert "Heron" not in str([cell for row in rows for cell in row if isinstance(cell, str)])
