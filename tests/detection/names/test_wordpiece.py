import sys
import unicodedata
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from spro.detection.names.wordpiece import WordPiece, letter_case

# The last version of Unicode that the reference implementation's tables know marks and punctuation of.
NEWER_THAN_REFERENCE = 600
VOCAB = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    *map(chr, range(33, 127)),
    *("an", "anna", "berg", "san", "muller", "istanbul", "李", "и", "иван", "σ", "ο", "é", "ae", "12", "日", "本"),
    *(f"##{piece}" for piece in (*map(chr, range(97, 123)), "berg", "12", "σ", "ван", "0", "\u1100", "\u1161")),
]


def reference(vocab: Sequence[str]) -> Tokenizer:
    model = models.WordPiece(
        {piece: number for number, piece in enumerate(vocab)}, unk_token="[UNK]", max_input_chars_per_word=100
    )
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.BertNormalizer(
        clean_text=True, handle_chinese_chars=True, strip_accents=None, lowercase=True
    )
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


TOKENIZER = WordPiece(VOCAB)
REFERENCE = reference(VOCAB)


def differs(char: str) -> bool:
    text = f"an{char}na"
    return TOKENIZER.encode(text).ids != REFERENCE.encode(text).ids


def unlike_reference() -> set[str]:
    chars = (chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000)
    return {char for char in chars if differs(char)}


UNLIKE = unlike_reference()
TEXTS = st.text(
    st.one_of(
        st.characters(exclude_categories=["Cs"]),
        st.sampled_from("abnerg 12,.'-\n\t\x00\x1f"),
        st.characters(categories=["Mn", "Mc", "Cf", "Lo"]),
        st.sampled_from("李日本éÉﬁİßΣςΐ\u0301\u0327\u200d\u3164한글अनिक्षא"),
    ).filter(lambda char: char not in UNLIKE),
    max_size=40,
)


def test_only_characters_newer_than_the_reference_are_read_differently() -> None:
    assert len(UNLIKE) < NEWER_THAN_REFERENCE
    assert all(unicodedata.category(char)[0] in "MPCS" for char in UNLIKE)
    assert not any(ord(char) < 0x500 for char in UNLIKE)


@given(TEXTS)
@example("Ångström naïve 李小龍 IŞIK ≠ \u1100\u1161\u11a8 " + "x" * 101)
@example("\ufffd\x00a\u0301\u0327b")
def test_ids_are_those_of_the_reference(text: str) -> None:
    assert TOKENIZER.encode(text).ids == REFERENCE.encode(text).ids


@given(st.text(max_size=40))
def test_offsets_lie_in_order_inside_the_text_and_hold_the_piece(text: str) -> None:
    ids, starts, ends, cases, words = TOKENIZER.encode(text)
    assert len(ids) == len(starts) == len(ends) == len(cases) == len(words)
    assert all(0 <= start < end <= len(text) for start, end in zip(starts, ends, strict=True))
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert words == sorted(words)
    for number, start, end in zip(ids, starts, ends, strict=True):
        piece = VOCAB[number].removeprefix("##")
        if piece != "[UNK]" and piece.isascii():
            plain = unicodedata.normalize("NFD", text[start:end]).lower()
            assert piece in "".join(char for char in plain if unicodedata.category(char)[0] not in "MC")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Ann Berg", ["An", "n", "Berg"]),
        ("O'Berg", ["O", "'", "Berg"]),
        ("🙂 Anna", ["🙂", "Anna"]),
        ("Mu\u0308ller.", ["Mu\u0308ller", "."]),
        ("Müller", ["Müller"]),
        ("日本", ["日", "本"]),
        ("\u200fאנה\u200f", ["אנה"]),
        ("an\u00adna", ["an\u00adna"]),
        ("[CLS]", ["[", "C", "L", "S", "]"]),
        ("", []),
    ],
)
def test_pieces_point_at_what_is_written(text: str, values: list[str]) -> None:
    encoding = TOKENIZER.encode(text)
    assert [text[start:end] for start, end in zip(encoding.starts, encoding.ends, strict=True)] == values


def test_cases_and_words_belong_to_the_whole_word() -> None:
    encoding = TOKENIZER.encode("Annberg xx 12")
    assert encoding.cases == [2, 2, 2, 1, 1, 0]
    assert encoding.words == [0, 0, 0, 1, 1, 2]


@pytest.mark.parametrize(
    ("word", "case"),
    [
        ("anna", 1),
        ("Anna", 2),
        ("A", 2),
        ("ANNA", 3),
        ("McKay", 3),
        ("iPhone", 3),
        ("12", 0),
        ("李", 0),
        ("B2b", 2),
        ("ß", 1),
    ],
)
def test_letter_case(word: str, case: int) -> None:
    assert letter_case(word) == case


def test_a_vocabulary_must_know_the_unknown() -> None:
    with pytest.raises(ValueError, match="UNK"):
        WordPiece(["a"])
