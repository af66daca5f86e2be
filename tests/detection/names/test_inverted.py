from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.detection.names.expert import Span
from spro.detection.names.inverted import inverted


def people(text: str) -> list[str]:
    """Names are marked like <this>."""
    plain = re.sub("[<>]", "", text)
    spans = []
    for number, match in enumerate(re.finditer("<([^>]*)>", text)):
        start = match.start() - 2 * number
        spans.append(Span(start, start + len(match[1]), "PERSON", 0.9))
    return [plain[span.start : span.end] for span in inverted(plain, spans)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<Marlowe>, <Ada>", ["Marlowe, Ada"]),
        ("1. <Kerr>, <Tom>\n2. <Quenby>, <Orla J.>", ["Kerr, Tom", "Quenby, Orla J."]),
        ("we saw <MARLOWE>, <Ada> there", ["MARLOWE, Ada"]),
        ("by <Kerr>, <T. B.> and <Marlowe>, <A.>", ["Kerr, T. B.", "Marlowe, A."]),
        ("reports: <Ada>, <Tom>\nCOO vacant", ["Ada", "Tom"]),
        ("I met <Ada>, <Tom> today", ["Ada", "Tom"]),
        ("I met <Ada, Tom> and <Lena>.", ["Ada", "Tom", "Lena"]),
        ("for <Marlowe, Ada>, aged 9", ["Marlowe, Ada"]),
        ("for <Marlowe, Ada> today", ["Marlowe, Ada"]),
        ("<Ada Kerr>, <Tom>", ["Ada Kerr", "Tom"]),
        ("<ADA>, <TOM> and", ["ADA", "TOM"]),
        ("", []),
    ],
)
def test_what_a_comma_means(text: str, expected: list[str]) -> None:
    assert people(text) == expected


@given(st.text(st.sampled_from("Aa., \n<>;"), max_size=40))
def test_spans_stay_in_order_and_apart(text: str) -> None:
    marked = re.findall("<([^<>]*)>", text)
    plain = "".join(marked)
    spans, at = [], 0
    for part in marked:
        if part:
            spans.append(Span(at, at + len(part), "PERSON", 0.5))
        at += len(part)
    found = list(inverted(plain, spans))
    assert all(span.start < span.end for span in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
