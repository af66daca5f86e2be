from __future__ import annotations

import pytest

from spro.assets import fields
from spro.detection.fields import load_fields
from spro.errors import RuleError


def found(text: str) -> list[tuple[str, str]]:
    return [(item.type, text[item.start : item.end]) for item in fields().find(text, 0.5)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Surname: Lovelace", [("PERSON", "Lovelace")]),
        ("nazwisko: Wiśniewska", [("PERSON", "Wiśniewska")]),
        ("name: Ada Lovelace", [("PERSON", "Ada Lovelace")]),
        ("first_name,dob\nada,10.12.1815", [("PERSON", "ada"), ("DATE_OF_BIRTH", "10.12.1815")]),
        ('{"patient": "grace", "mrn": "0042-77"}', [("PERSON", "grace"), ("MEDICAL_RECORD", "0042-77")]),
        ("name,passport no\nBo,G3918204", [("PERSON", "Bo"), ("PASSPORT", "G3918204")]),
        ("Adresse: Am Roten Hang 4, 99423 Weimar", [("ADDRESS", "Am Roten Hang 4")]),
        ('"address": "Am Roten Hang 4, 99423 Weimar"', [("ADDRESS", "Am Roten Hang 4, 99423 Weimar")]),
    ],
)
def test_a_label_says_what_stands_under_it(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "name: nginx",
        "name = get_name(user)",
        "def f(first_name: str, last_name: str) -> None: ...",
        'first_name = models.CharField(max_length=30)\nlast_name = "..."',
        "surname: null",
        '{"name": "left-pad", "author": "test"}',
        "address: 10.0.0.7",
        "Address: bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
        "passport: yes",
        "What is a passport number? My name is a secret.",
    ],
)
def test_programs_and_questions_are_no_forms(text: str) -> None:
    assert found(text) == []


def test_a_faulty_file_is_named() -> None:
    with pytest.raises(RuleError, match=r"mine\.toml"):
        load_fields('nothing = ""\nparticles = ""\n[[field]]\ntype = "PERSON"\nshape = "round"', "mine.toml")
