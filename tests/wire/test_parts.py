"""The small parts: frames of streams, other readings of a text, demands of schemas, what names a conversation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.model import Finding
from spro.wire.constraints import Constraints
from spro.wire.conversation import first_words, state_ids
from spro.wire.document import parse
from spro.wire.refusal import RefusalError
from spro.wire.sse import EventCutter, LineCutter
from spro.wire.views import find_in_views

EVENTS = b": hi\n\nevent: a\r\ndata: 1\r\ndata: 2\r\n\r\nid: 7\rdata:3\r\rretry: 10\ndata: \xc3\xa9\n\n"


@given(st.lists(st.integers(1, 9)))
def test_events_of_any_chunking(sizes: list[int]) -> None:
    cutter, at, got = EventCutter(), 0, []
    for size in sizes:
        got += cutter.feed(EVENTS[at : at + size])
        at += size
    got += cutter.feed(EVENTS[at:]) + cutter.rest()
    assert [(event.head, event.data) for event in got] == [
        (": hi\n", None),
        ("event: a\n", "1\n2"),
        ("id: 7\n", "3"),
        ("retry: 10\n", "é"),
    ]
    assert got[1].encoded('{"a":\n1}') == b'event: a\ndata: {"a":\ndata: 1}\n\n'


def test_lines_and_endless_frames() -> None:
    cutter = LineCutter()
    assert cutter.feed(b'{"a":1}\n\n{"b"') == ['{"a":1}']
    assert cutter.feed(b":2}") == []
    assert cutter.rest() == ['{"b":2}']
    for endless in (EventCutter(), LineCutter()):
        with pytest.raises(RefusalError, match="too long"):
            endless.feed(b"x" * (17 * 1024 * 1024))


@pytest.mark.parametrize(
    ("text", "json", "found"),
    [
        ("mail a%40b.c now", False, "a%40b.c"),
        ("mail %61@b.c", False, "%61@b.c"),
        ("%C3%A9 a@b%2Ec", False, "a@b%2Ec"),
        ("%FF a%40b.c", False, "a%40b.c"),
        ("a\\u0040b.c", False, "a\\u0040b.c"),
        ('"a\\u0040b.c\\n"', True, "a\\u0040b.c"),
    ],
)
def test_other_readings(text: str, json: bool, found: str) -> None:
    def find(view: str) -> list[Finding]:
        at = view.find("a@b.c")
        return [Finding(at, at + 5, "EMAIL", 1.0)] if at >= 0 else []

    (item,) = find_in_views(text, find, json=json)
    assert text[item.start : item.end] == found


def test_demands_of_schemas() -> None:
    def demanding(schema: str) -> Constraints:
        made = Constraints()
        made.read(parse('{"text":{"format":{"schema":{"properties":{"a":' + schema + "}}}}}").root)
        return made

    assert demanding('{"type":"string","pattern":"^[a-z]+@"}').needs_surrogate("anna@x.org")
    assert not demanding('{"type":"string","pattern":"^[a-z]+@"}').needs_surrogate("Anna Berg")
    assert demanding('{"type":"string","format":"date"}').needs_surrogate("2026-11-23")
    assert demanding('{"type":"string","maxLength":10}').needs_surrogate("anna")
    assert not demanding('{"type":"string","maxLength":10}').needs_surrogate("anna.berg@x.org")
    for harmless in ('{"type":"string"}', '{"type":"string","pattern":"("}', '{"type":"string","pattern":"(a+)+$"}'):
        assert not demanding(harmless)


def test_what_names_a_conversation() -> None:
    chat = {
        "messages": [{"role": "system", "content": "s"}, {"role": "user", "content": [{"text": "hi"}, {"text": "ho"}]}]
    }
    assert "hi" in first_words(chat)
    assert "s" not in first_words(chat)
    assert first_words({"input": "x"}) == "x"
    assert first_words({"contents": [{"parts": [{"text": "g"}]}]}).strip("\0") == "g"
    assert first_words({"prompt": ["a"]}) == "a"
    assert first_words([]) == first_words({}) == ""
    assert state_ids({"id": "resp_1", "response": {"id": "resp_2"}, "output_file_id": "file-1"}) == [
        "resp_1",
        "file-1",
        "resp_2",
    ]
    assert state_ids(None) == []
