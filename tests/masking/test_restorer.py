"""Restoring: what models do to placeholders, what must stay as it is, and any cutting of a stream."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from itertools import pairwise
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.masking import ChainLookup, KeyRing, MappingLookup, ScopeLookup, StreamRestorer, make_operator, restore
from spro.masking.grammar import MAX_OPEN, open_pattern, placeholder, placeholder_pattern
from spro.model import ENTITY_TYPES, Finding
from spro.vault import MAX_NUMBER, MemoryVault, Scope

TYPES = [name for group in ENTITY_TYPES.values() for name in group]
NAMES = {"<PERSON_1>": "Anna Ek", "<PERSON_2>": "Boris", "<PERSON_12>": "Zoë", "<DATE_OF_BIRTH_3>": "1980-01-02"}
LOOKUP = MappingLookup(NAMES)


class Full:
    """A vault in which every number of every type stands for something."""

    def placeholder(self, type_: str, number: int) -> str | None:
        return f"{{{type_}:{number}}}" if type_ in TYPES else None

    def literals(self) -> None:
        return None

    def decrypt(self, token: str) -> None:
        return None


DISTORTED = [
    ("<PERSON_1>", "Anna Ek"),
    ("<person_1>", "Anna Ek"),
    ("<Person_1>", "Anna Ek"),
    ("<PERSON 1>", "Anna Ek"),
    ("<PERSON-1>", "Anna Ek"),
    ("<PERSON\u20111>", "Anna Ek"),
    ("<PERSON\\_1>", "Anna Ek"),
    ("\\<PERSON\\_1\\>", "Anna Ek"),
    ("\\<PERSON\\_1>", "Anna Ek"),
    ("C:\\<PERSON_1>\\x", "C:\\Anna Ek\\x"),
    ("&lt;PERSON_1&gt;", "Anna Ek"),
    ("&#60;PERSON_1&#62;", "Anna Ek"),
    ("&#x3C;PERSON_1&#x3E;", "Anna Ek"),
    ("%3CPERSON_1%3E", "Anna%20Ek"),
    ("%3cperson%5F1%3e", "Anna%20Ek"),
    ("\\u003cPERSON_1\\u003e", "Anna Ek"),
    ("\\u003CPERSON_1\\u003E", "Anna Ek"),
    ("PERSON_1", "Anna Ek"),
    ("PERSON\\_1", "Anna Ek"),
    ("[PERSON_1]", "Anna Ek"),
    ("(PERSON_1)", "(Anna Ek)"),
    ("{PERSON_1}", "{Anna Ek}"),
    ("`<PERSON_1>`", "`Anna Ek`"),
    ("**<PERSON_1>**", "**Anna Ek**"),
    ("<**PERSON_1**>", "**Anna Ek**"),
    ("<`PERSON_1`>", "`Anna Ek`"),
    ("< PERSON_1 >", "Anna Ek"),
    ("<PERSON_1>'s", "Anna Ek's"),
    ("<PERSON_1's>", "Anna Ek's"),
    ("<PERSON_1\u2019s>", "Anna Ek\u2019s"),
    ("<PERSON_2>s", "Boriss"),
    ("<date of birth 3>", "1980-01-02"),
    ("<DATE\\_OF\\_BIRTH\\_3>", "1980-01-02"),
    ("DATE_OF_BIRTH_3", "1980-01-02"),
    ("[PERSON_1](https://x.y)", "[Anna Ek](https://x.y)"),
    ("<PERSON_12>", "Zoë"),
    ("<PERSON_1><PERSON_2>", "Anna EkBoris"),
    ("<PERSON_1, PERSON_2>", "<Anna Ek, Boris>"),
    ("<see PERSON_1>", "<see Anna Ek>"),
    ("<PERSON_1", "<Anna Ek"),
    ("<PERSON_<PERSON_1>>", "<PERSON_Anna Ek>"),
    ("PERSON_1さん", "Anna Ekさん"),
]


@pytest.mark.parametrize(("answer", "restored"), DISTORTED)
def test_distorted_placeholders_come_back(answer: str, restored: str) -> None:
    assert restore(f"a {answer} z", LOOKUP) == f"a {restored} z"
    assert restore(answer, LOOKUP) == restored


@pytest.mark.parametrize(
    "text",
    [
        "person 1 and person 2",
        "Person 1, PERSON 1, person_1 and PERSON1",
        "a <b> c</b> List<String> x<y and 1 < 2 > 0",
        "<h1>Title</h1><br/><PERSON_1/></PERSON_1>",
        "PERSON_13, PERSON_1a, XPERSON_1_2, MY_PERSON_1, PERSON_1_2, PERSON_1\\_2, éPERSON_",
        "<PERSON_01> <PERSON_0> <PERSON_> <PERSON_1000000> <PERSON_１>",
        "<PERSON_3> <ROBOT_1> [person_1] [Person 1]: hi",
        "100% of A & B; %3CB%3E &lt;b&gt; \\u003cb\\u003e",
        "PERSON__1 PERSON\n_1 <PERSON\n1>",
    ],
)
def test_ordinary_text_stays(text: str) -> None:
    lookup = MappingLookup({"<PERSON_1>": "Anna Ek"})
    ordinary = text.replace("<PERSON_1/>", "").replace("</PERSON_1>", "")
    assert restore(ordinary, lookup) == ordinary


def test_prose_stays_with_a_full_vault() -> None:
    text = (
        "Dear person 1, on date 2 the order 3 went to ADDRESS 4 (phone 5). In C++: vector<int> v; a<b; x_1 = y_2; "
        "If A < B and B > C then N_1; see <https://example.com/a_1> and <mailto:x_1@y.z>, `<div class='person-1'>`. "
    ) * 3
    assert restore(text, Full()) == text


def test_restored_text_is_not_looked_at_again() -> None:
    lookup = MappingLookup({"<PERSON_1>": "<PERSON_2>", "<PERSON_2>": "PERSON_1", "<PERSON_3>": "<PERSON"})
    assert restore("<PERSON_1> <PERSON_2>", lookup) == "<PERSON_2> PERSON_1"
    assert restore("<PERSON_3>_1>", lookup) == "<PERSON_1>"
    restorer = StreamRestorer(lookup)
    assert "".join(map(restorer.feed, "<PERSON_3>_1><PERSON_1>")) + restorer.flush() == "<PERSON_1><PERSON_2>"


def test_values_are_escaped_for_where_they_go() -> None:
    value = 'A "B" \\ /&<\n'
    lookup = MappingLookup({"<PERSON_1>": value})
    assert restore("%3CPERSON_1%3E", lookup) == quote(value, safe="")
    assert json.loads('"' + restore("\\u003cPERSON_1\\u003e", lookup) + '"') == value
    inside_json = restore(
        '{"a": "<PERSON_1>", "b": "\\u003cPERSON_1\\u003e"}', lookup, escape=lambda text: json.dumps(text)[1:-1]
    )
    assert json.loads(inside_json) == {"a": value, "b": value}
    assert restore("&lt;PERSON_1&gt;", lookup) == value


def test_hostile_values_come_back_unchanged() -> None:
    for value in ["\ud800", "\0", "\u202eabc", "\\1\\g<0>", "$1", "x" * 1_000_000]:
        assert restore("<PERSON_1>", MappingLookup({"<PERSON_1>": value})) == value
    assert restore("%3CPERSON_1%3E", MappingLookup({"<PERSON_1>": "\ud800"})) == "%ED%A0%80"


def test_every_entity_type_fits_the_grammar_and_the_hold_back() -> None:
    for name in TYPES:
        token = placeholder(name, MAX_NUMBER)
        for form in (token, token.lower().replace("_", " "), token[1:-1], token.replace("_", "\\\\_")):
            match = placeholder_pattern().fullmatch(form)
            assert match is not None, form
        worst = f"\\u003c**{name.replace('_', '%5f')}%5f{MAX_NUMBER}**'s\\u003e"
        assert placeholder_pattern().fullmatch(worst)
        assert len(worst) <= MAX_OPEN


@pytest.mark.parametrize("form", [form for form, _ in DISTORTED] + ["\\u003c**DATE%5fOF%5fBIRTH%5f999999**'s\\u003e"])
def test_every_beginning_of_a_placeholder_is_held_back(form: str) -> None:
    for match in placeholder_pattern().finditer(form):
        for end in range(match.start() + 1, match.end()):
            held = open_pattern().search(form[:end])
            assert held is not None, form[:end]
            assert held.start() <= match.start()


def stream(text: str, cuts: Sequence[int], restorer: StreamRestorer) -> str:
    edges = [0, *sorted(cut % (len(text) + 1) for cut in cuts), len(text)]
    return "".join(restorer.feed(text[a:b]) for a, b in pairwise(edges)) + restorer.flush()


PIECES = st.one_of(
    st.sampled_from([form for form, _ in DISTORTED]),
    st.sampled_from(["<", ">", "[", "]", "_", "\\", "&lt;", "&", "%3C", "%", "PERSON", "PERSON_", "1", "2", "'s", " ", "a", "enc:v1:"]),
    st.text(max_size=4),
)  # fmt: skip
ANSWERS = st.lists(PIECES, max_size=14).map("".join)


@given(ANSWERS, st.lists(st.integers(0, 300), max_size=30))
def test_any_chunking_gives_the_same(text: str, cuts: list[int]) -> None:
    whole = restore(text, LOOKUP)
    assert stream(text, cuts, StreamRestorer(LOOKUP)) == whole
    assert stream(text, range(len(text)), StreamRestorer(LOOKUP)) == whole


@given(ANSWERS, st.lists(st.integers(0, 300), max_size=30))
def test_any_chunking_gives_the_same_with_a_full_vault(text: str, cuts: list[int]) -> None:
    assert stream(text, cuts, StreamRestorer(Full())) == restore(text, Full())


LITERALS = MappingLookup(
    {
        "Emma": "Anna", "Emma Keller": "Anna Ek", "ma K": "never inside a word", "赵军": "王伟", "0 1": "x",
        "192.0.2.1": "10.0.0.1", "<PERSON_1>": "Emma", "ab": "a", "aba": "b", "baa": "c",
    }
)  # fmt: skip


@given(
    st.lists(st.sampled_from(["Emma", " ", "Keller", "s", "赵", "军", "192.0.2.1", "192.0.2.", "11", "0", "1", ".", "<PERSON_1>", "<", "ab", "a", "b"]), max_size=14).map("".join),
    st.lists(st.integers(0, 300), max_size=30),
)  # fmt: skip
def test_any_chunking_gives_the_same_with_literals(text: str, cuts: list[int]) -> None:
    whole = restore(text, LITERALS)
    assert stream(text, cuts, StreamRestorer(LITERALS)) == whole
    assert stream(text, range(len(text)), StreamRestorer(LITERALS)) == whole


def test_literals_keep_to_word_boundaries_and_go_longest_first() -> None:
    assert restore("Emma Keller, Emma, Emmas Gemma 赵军说 192.0.2.11 192.0.2.1.", LITERALS) == (
        "Anna Ek, Anna, Emmas Gemma 王伟说 192.0.2.11 10.0.0.1."
    )


@given(st.lists(st.sampled_from(["@", "x", " ", "enc:v1:", "enc:", "e", ":", "<PERSON_1>"]), max_size=10), st.data())
def test_any_chunking_gives_the_same_with_encrypted_tokens(parts: list[str], data: st.DataObject) -> None:
    keys = KeyRing.of("k" * 32)
    scope = Scope("s", MemoryVault(lambda: 0.0))
    token = make_operator("encrypt", {}, keys).apply("Anna", Finding(0, 4, "PERSON", 1.0), scope)
    text = "".join(token if part == "@" else part for part in parts)
    lookup = ScopeLookup(scope, keys)
    whole = restore(text, lookup)
    cuts = data.draw(st.lists(st.integers(0, 300), max_size=30))
    assert stream(text, cuts, StreamRestorer(lookup)) == whole
    assert stream(text, range(len(text)), StreamRestorer(lookup)) == whole
    if parts == ["@"]:
        assert whole == "Anna"


@given(st.text(alphabet="<P_1 aA[&\\%", max_size=400))
def test_the_hold_back_is_bounded(text: str) -> None:
    restorer = StreamRestorer(Full())
    out = 0
    for at, char in enumerate(text, 1):
        restorer.feed(char)
        assert len(restorer._text) - restorer._start <= MAX_OPEN
        out = at
    assert out == len(text)


def test_ordinary_chunks_pass_at_once() -> None:
    restorer = StreamRestorer(LOOKUP)
    for chunk in ["Hello", " world", ", this", " is 5 > 4", " fine.", ""]:
        assert restorer.feed(chunk) == chunk
    assert repr(restorer) == "StreamRestorer(held=0)"
    assert restorer.flush() == ""


def test_a_stream_can_be_used_again_after_flush() -> None:
    restorer = StreamRestorer(LOOKUP)
    assert restorer.feed("x <PERSON_1") == "x "
    assert restorer.flush() == "<Anna Ek"
    assert restorer.feed("PERSON_1 ") + restorer.flush() == "Anna Ek "


def test_a_megabyte_of_openers_takes_linear_time() -> None:
    for piece in ("<", "<PERSON_", "[P", "%3C", "&lt;PERSON ", "A_", "enc:v1:", "PERSON_1"):
        text = piece * (300_000 // len(piece))
        restore(text, LOOKUP)
        restorer = StreamRestorer(LOOKUP)
        for at in range(0, len(text), 1000):
            restorer.feed(text[at : at + 1000])
        restorer.flush()


def test_lookups_in_turn() -> None:
    first = MappingLookup({"<PERSON_1>": "Anna", "Emma": "Eva"})
    second = MappingLookup({"<PERSON_1>": "Boris", "<PERSON_2>": "Carl", "Emma": "Ada", "Clara": "Ida"})
    chain = ChainLookup([first, second])
    assert restore("<PERSON_1> <PERSON_2> Emma Clara", chain) == "Anna Carl Eva Ida"
    assert restore("Emma", ChainLookup([first])) == "Eva"
    assert ChainLookup([]).literals() is None
    assert chain.decrypt("enc:v1:x:y") is None


def test_repr_tells_no_value() -> None:
    lookup = MappingLookup({"<PERSON_1>": "canary-7f3a", "token canary-7f3a": "x"})
    restorer = StreamRestorer(lookup)
    restorer.feed("<PERSON_1> canary-7f3a <")
    scope = Scope("s", MemoryVault(lambda: 0.0))
    assert "canary" not in repr((lookup, lookup.literals(), restorer, ScopeLookup(scope), ChainLookup([lookup])))


def test_scope_lookup_follows_the_scope() -> None:
    scope = Scope("s", MemoryVault(lambda: 0.0))
    lookup = ScopeLookup(scope)
    assert lookup.literals() is None
    scope.claim("PERSON", "Anna", "Emma")
    first = lookup.literals()
    assert first is not None
    assert lookup.literals() is first
    assert restore("Emma", lookup) == "Anna"
    scope.claim("PERSON", "Boris", "Felix")
    assert restore("Emma and Felix; enc:v1:a:" + "b" * 60, lookup) == "Anna and Boris; enc:v1:a:" + "b" * 60


def test_random_answers_at_length() -> None:
    rng = random.Random(7)
    text = " ".join(rng.choice([form for form, _ in DISTORTED] + ["word", "Word", "WORD", "x_1"]) for _ in range(400))
    whole = restore(text, LOOKUP)
    for size in (1, 2, 3, 7, 64, 65, 500):
        restorer = StreamRestorer(LOOKUP)
        chunks = [text[at : at + size] for at in range(0, len(text), size)]
        assert "".join(map(restorer.feed, chunks)) + restorer.flush() == whole
