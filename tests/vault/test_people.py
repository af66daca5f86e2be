from __future__ import annotations

import pytest

from spro.vault import MemoryVault, People, Scope
from spro.vault.people import parts_of


@pytest.fixture
def scope() -> Scope:
    return Scope("s", MemoryVault(lambda: 0.0))


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ("Ada Marlowe", ("Ada", "Marlowe")),
        ("Ada B. Marlowe", ("Ada", "Marlowe")),
        ("Marlowe, Ada", ("Ada", "Marlowe")),
        ("Ada Marlowe, PhD", ("Ada", "Marlowe")),
        ("Ada Marlowe Jr.", ("Ada", "Marlowe")),
        ("Jean-Luc O'Brien", ("Jean-Luc", "O'Brien")),
        ("李小明", None),
        ("Ada", None),
        ("", None),
        (", ,", None),
    ],
)
def test_parts_of_a_full_name(value: str, parts: tuple[str, str] | None) -> None:
    assert parts_of(value) == parts


def test_a_part_belongs_to_the_family_of_the_full_name(scope: Scope) -> None:
    assert scope.person("PERSON", "Ada Marlowe") == ("PERSON", 1)
    assert scope.person("PERSON", "Marlowe") == ("PERSON_LAST", 1)
    assert scope.person("PERSON", "Ada") == ("PERSON_FIRST", 1)
    assert scope.value("PERSON_LAST", 1) == "Marlowe"


def test_a_part_that_came_first_keeps_its_number(scope: Scope) -> None:
    assert scope.person("PERSON", "Ada") == ("PERSON", 1)
    assert scope.person("PERSON", "Ada Marlowe") == ("PERSON", 2)
    assert scope.person("PERSON", "Ada") == ("PERSON", 1)


def test_a_name_of_two_people_gets_a_number_of_its_own(scope: Scope) -> None:
    scope.person("PERSON", "Ada Marlowe")
    scope.person("PERSON", "Tom Marlowe")
    assert scope.person("PERSON", "Marlowe") == ("PERSON", 3)
    assert scope.person("PERSON", "Tom") == ("PERSON_FIRST", 2)


def test_what_was_linked_stays_linked_when_another_of_the_name_appears(scope: Scope) -> None:
    scope.person("PERSON", "Ada Marlowe")
    assert scope.person("PERSON", "Marlowe") == ("PERSON_LAST", 1)
    scope.person("PERSON", "Tom Marlowe")
    assert scope.person("PERSON", "Marlowe") == ("PERSON_LAST", 1)


def test_a_family_placeholder_of_the_text_itself_is_never_given_out(scope: Scope) -> None:
    scope.person("PERSON", "Ada Marlowe")
    scope.person("PERSON", "Tom Kerr")
    assert scope.person("PERSON", "Kerr") == ("PERSON_LAST", 2)
    scope.reserve("PERSON_LAST", 1)
    assert scope.person("PERSON", "Marlowe") == ("PERSON", 3)
    assert scope.value("PERSON_LAST", 1) is None


def test_a_forgotten_scope_links_nothing() -> None:
    vault = MemoryVault(lambda: 0.0)
    scope = Scope("s", vault)
    scope.person("PERSON", "Ada Marlowe")
    vault.forget("s")
    assert scope.person("PERSON", "Tom Kerr") == ("PERSON", 1)
    assert scope.person("PERSON", "Marlowe") == ("PERSON", 2)


def test_a_text_that_comes_again_is_read_with_what_was_known_at_first() -> None:
    people = People()
    assert people.known("a") == set()
    people.add("Ada Marlowe", 1)
    assert people.known("a") == set()
    assert people.known("b") == {"Ada", "Marlowe"}
    assert "Marlowe" not in repr(people)
