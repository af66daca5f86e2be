"""A report says what the rows say, names its articles, and cannot be made to run anything."""

from __future__ import annotations

import json

import pytest

from spro.audit import Event
from spro.errors import ValidationError
from spro.storage.platform import Platform
from spro.storage.reports import LAWS, html, report

from .conftest import Clock


@pytest.mark.parametrize("law", LAWS)
def test_rows_become_a_report(platform: Platform, clock: Clock, law: str) -> None:
    for decision, model, counts in (
        ("masked", "m1", {"PERSON": 2, "CREDIT_CARD": 1}),
        ("blocked", "m1", {"CREDIT_CARD": 3}),
        ("observed", "<script>alert(1)</script>", {"PERSON": 5}),
        ("clean", "m1", {}),
    ):
        platform.audit.append(
            Event("org", "key_1", "openai", "openai", model, law, decision, counts=counts, policy_digest="ab" * 32)
        ).result()
    platform.audit.append(Event("other", "key_2", "openai", "gemini", "m2", decision="masked")).result()
    now = int(clock.now * 1000)
    made = report(platform.audit, law, "org", since=now - 1000, until=now + 1000)
    assert made.rows == 4
    found = {item.type: item for item in made.categories}
    assert (found["PERSON"].masked, found["PERSON"].unmasked) == (2, 5)
    assert (found["CREDIT_CARD"].masked, found["CREDIT_CARD"].blocked) == (1, 3)
    assert found["PERSON"].law
    first = made.recipients[0]
    assert (first.provider, first.model, first.requests, first.refused) == ("openai", "m1", 3, 1)
    assert made.trail.startswith("sound")
    page = html(made)
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    assert json.loads(json.dumps(made.plain))["rows"] == 4
    assert report(platform.audit, law, "org", since=now + 1, until=now + 2).rows == 0


def test_unknown_laws_are_refused(platform: Platform) -> None:
    with pytest.raises(ValidationError):
        report(platform.audit, "none", None, since=0, until=1)
