from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordPiece as Reference
from tokenizers.normalizers import BertNormalizer
from tokenizers.pre_tokenizers import BertPreTokenizer

from spro.assets import model_folder
from spro.detection.names.wordpiece import WordPiece, letter_case

VOCABULARY = (model_folder() / "vocab.txt").read_text(encoding="utf-8").splitlines()
OURS = WordPiece(VOCABULARY)
THEIRS = Tokenizer(Reference({piece: number for number, piece in enumerate(VOCABULARY)}, unk_token="[UNK]"))
THEIRS.normalizer = BertNormalizer(clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=True)
THEIRS.pre_tokenizer = BertPreTokenizer()

# The two libraries carry tables of different Unicode versions: characters whose category never changed.
STABLE = st.characters(exclude_categories=["Cs", "Cn", "Co"], max_codepoint=0x2FFFF).filter(
    lambda sign: unicodedata.ucd_3_2_0.category(sign) == unicodedata.category(sign)
)
TEXT = st.text(STABLE, max_size=60)
PEOPLE = st.text(st.sampled_from("aAéÉßİıñÑøØ'-.@ \n\t王김дДяΣσ\u200b\u00ad\u0301🙂👩\u200d💻שﷺ１Ａﬁ"), max_size=40)


@settings(max_examples=400)
@given(st.one_of(TEXT, PEOPLE))
def test_the_same_pieces_as_the_reference(text: str) -> None:
    assert OURS.encode(text).ids == THEIRS.encode(text, add_special_tokens=False).ids


@given(st.one_of(TEXT, PEOPLE))
def test_offsets_lie_in_the_text_in_order(text: str) -> None:
    encoded = OURS.encode(text)
    assert all(0 <= start < end <= len(text) for start, end in zip(encoded.starts, encoded.ends, strict=True))
    assert encoded.starts == sorted(encoded.starts)
    assert len(encoded.ids) == len(encoded.cases) == len(encoded.words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("🙂 José!", ["🙂", "José", "!"]),
        ("Ama\u0301lia", ["Ama\u0301lia"]),
        ("王小明", ["王", "小", "明"]),
        ("O'Neil\u200b-Ray", ["O", "'", "Neil", "-", "Ray"]),
    ],
)
def test_offsets_of_words(text: str, words: list[str]) -> None:
    encoded = OURS.encode(text)
    found: dict[int, tuple[int, int]] = {}
    for start, end, word in zip(encoded.starts, encoded.ends, encoded.words, strict=True):
        found[word] = (min(start, found.get(word, (start, end))[0]), end)
    assert [text[start:end] for start, end in found.values()] == words


@pytest.mark.parametrize(
    ("word", "case"),
    [("ann", 1), ("Ann", 2), ("A", 2), ("ANN", 3), ("McAnn", 3), ("12", 0), ("王", 0), ("Ann2b", 2), ("ß", 1)],
)
def test_letter_case(word: str, case: int) -> None:
    assert letter_case(word) == case
