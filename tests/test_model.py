"""One vocabulary: canonical names and aliases."""

from __future__ import annotations

import pytest

from spro.errors import InvalidEntityError
from spro.model import ALIASES, ENTITY_TYPES, canonical


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("EMAIL", ("EMAIL", "")),
        ("email_address", ("EMAIL", "")),
        ("US_SSN", ("NATIONAL_ID", "US_SSN")),
        ("NATIONAL_ID/US_SSN", ("NATIONAL_ID", "US_SSN")),
        (" PER ", ("PERSON", "")),
    ],
)
def test_canonical(name: str, expected: tuple[str, str]) -> None:
    assert canonical(name) == expected


def test_unknown_type_is_refused_without_quoting_it() -> None:
    with pytest.raises(InvalidEntityError) as caught:
        canonical("canary@example.org")
    assert "canary" not in str(caught.value)


def test_aliases_lead_to_known_types_and_hide_none() -> None:
    known = {name for group in ENTITY_TYPES.values() for name in group}
    assert {target.split("/")[0] for target in ALIASES.values()} <= known
    assert not known & set(ALIASES)
