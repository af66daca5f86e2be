"""Tables: paths, lists, any key, everything below, variants by type, tables that contain themselves."""

from __future__ import annotations

from typing import Any

from spro.wire.document import parse
from spro.wire.surfaces import SURFACES, endpoint
from spro.wire.surfaces.shared import SCHEMA, nested, path, scalars, under
from spro.wire.table import ID, JSON, MASK, MODEL, RESTORE, SIGNED_BLOCK, SURE, WORD, Kind, Node, Rule, table
from spro.wire.walker import member_place, walk


def rules(made: Node, text: str) -> dict[str, Kind]:
    return {"/".join(map(str, leaf.path)): leaf.rule.kind for leaf in walk(parse(text), made)}


def test_paths() -> None:
    made = table({"a.b": JSON, "c[]": WORD, "d.*.e": ID, "f.**": SURE, "f.g": WORD, "h[]<x|y>": SIGNED_BLOCK})
    text = '{"a":{"b":"1","z":"1"},"c":["1",["2"]],"d":{"q":{"e":"1"}},"f":{"g":"1","i":[{"j":"1"}]},"u":"1"}'
    assert rules(made, text) == {
        "a/b": Kind.JSON,
        "a/z": Kind.MASK,
        "c/0": Kind.KEEP,
        "c/1/0": Kind.MASK,
        "d/q/e": Kind.KEEP,
        "f/g": Kind.KEEP,
        "f/i/0/j": Kind.SURE,
        "u": Kind.MASK,
    }
    blocks = walk(parse('{"h":[{"type":"x","t":"1"},{"type":"z","t":"1"}]}'), made)
    assert [(leaf.rule.kind, leaf.path) for leaf in blocks] == [
        (Kind.SIGNED, ("h", 0)),
        (Kind.MASK, ("h", 1, "type")),
        (Kind.MASK, ("h", 1, "t")),
    ]


def test_keys_and_long_numbers_are_leaves() -> None:
    leaves = walk(parse('{"a@b.c":{"plain_key":1234567,"short":12}}'), table({}))
    assert [(leaf.value, leaf.is_key) for leaf in leaves] == [("a@b.c", True), ("1234567", False)]


def test_elements_are_known_by_their_index() -> None:
    (leaf,) = walk(parse('{"choices":[{"index":7,"delta":{"content":"x"}}]}'), table({}))
    assert leaf.path == ("choices", "7", "delta", "content")


def test_schemas_at_any_depth() -> None:
    text = '{"properties":{"a":{"anyOf":[{"items":{"description":"d","default":"e","type":"string"}}]}},"$defs":{"b":{"title":"t"}}}'
    assert rules(SCHEMA, text) == {
        "properties/a/anyOf/0/items/description": Kind.MASK,
        "properties/a/anyOf/0/items/default": Kind.SURE,
        "properties/a/anyOf/0/items/type": Kind.KEEP,
        "$defs/b/title": Kind.MASK,
    }


def test_validators_are_narrow() -> None:
    def fits(rule: Rule, value: str) -> bool:
        assert rule.check is not None
        return rule.check.fullmatch(value) is not None

    for value in ("gpt-5", "claude-opus-4-1-20260805", "meta-llama/Llama-4", "qwen3:8b", "ft:gpt-4o:org::abc"):
        assert fits(MODEL, value)
    for value in ("anna@berg.org", "my model", "4539148803436467", "", "a" * 200):
        assert not fits(MODEL, value)
    for value in ("call_abc", "chatcmpl-1", "0f0e0d0c-0b0a-4900-8807-060504030201"):
        assert fits(ID, value)
    for value in ("4539148803436467", "anna.berg", "a b_c", "call_x@y.z"):
        assert not fits(ID, value)
    assert fits(WORD, "web_search_20260209")
    assert not fits(WORD, "Anna")


def test_every_endpoint_is_denied_by_default() -> None:
    for surface in SURFACES.values():
        for found in surface.endpoints:
            if found.request is not None:
                assert found.request.deep == MASK
            if found.reply is not None:
                assert found.reply.deep == RESTORE
            if found.stream is not None:
                assert found.stream.table.deep == RESTORE
    assert endpoint("openai", "POST", "/fine_tuning/jobs") is None
    assert endpoint("openai", "GET", "/chat/completions") is None


def test_helpers_of_surfaces() -> None:
    assert under("a", {"[].b": MASK, "c": JSON}) == {"a[].b": MASK, "a.c": JSON}
    assert path("/x/{state}/y").fullmatch("/x/resp_1/y")
    assert not path("/x/{state}/y").fullmatch("/x/a/b/y")
    steps: tuple[Any, ...] = (0, "delta", "content")
    assert nested(steps, 'q"', also='"f":null,') == '[{"index":0,"f":null,"delta":{"content":"q\\""}}]'
    assert scalars(parse('{"a":"x","n":1.50,"l":[1],"b":true}').root, leave=("a",)) == '"n":1.50'
    document = parse('{"a":{"model":"x"},"model":"m"}')
    place = member_place(document, "model")
    assert place is not None
    assert document.text[slice(*place)] == '"m"'
    assert member_place(document, "nothing") is None
