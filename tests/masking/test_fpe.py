"""Format-preserving encryption. The vectors are NIST's, from the FF1 samples of SP 800-38G (2016):
https://csrc.nist.gov/csrc/media/projects/cryptographic-standards-and-guidelines/documents/examples/ff1samples.pdf
"""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.errors import RestoreError, ValidationError
from spro.masking import ScopeLookup, make_operator, restore
from spro.masking.operators.fpe import FormatPreserving

from .masking_strategies import CANARY, KEYS, apply, finding, operator, scope

ffx = pytest.importorskip("ffx")

_KEY = "2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F7F036D6F04FC6A94"
_TWEAK_10, _TWEAK_36 = "39383736353433323130", "3737373770717273373737"
_NIST = [
    (16, 10, "", "0123456789", "2433477484"),
    (16, 10, _TWEAK_10, "0123456789", "6124200773"),
    (16, 36, _TWEAK_36, "0123456789abcdefghi", "a9tv40mll9kdu509eum"),
    (24, 10, "", "0123456789", "2830668132"),
    (24, 10, _TWEAK_10, "0123456789", "2496655549"),
    (24, 36, _TWEAK_36, "0123456789abcdefghi", "xbj3kv35jrawxv32ysr"),
    (32, 10, "", "0123456789", "6657667009"),
    (32, 10, _TWEAK_10, "0123456789", "1001623463"),
    (32, 36, _TWEAK_36, "0123456789abcdefghi", "xs8a0azh2avyalyzuwd"),
]


@pytest.mark.parametrize(("size", "radix", "tweak", "plain", "cipher"), _NIST)
def test_nist_vectors(size: int, radix: int, tweak: str, plain: str, cipher: str) -> None:
    ff1 = ffx.FF1(bytes.fromhex(_KEY)[:size], radix=radix)
    assert ff1.encrypt(plain, tweak=bytes.fromhex(tweak)) == cipher
    assert ff1.decrypt(cipher, tweak=bytes.fromhex(tweak)) == plain


def fpe(**params: object) -> FormatPreserving:
    made = make_operator("fpe", params, KEYS)
    assert isinstance(made, FormatPreserving)
    return made


def shape(text: str) -> str:
    classes = dict.fromkeys(string.digits, "9") | dict.fromkeys(string.ascii_lowercase, "a")
    return "".join(classes.get(char, "A" if char in string.ascii_uppercase else char) for char in text)


@given(st.from_regex(r"[0-9]{3}[ -]?[0-9A-Za-z]{2}[.]?[0-9a-f]{2,9}", fullmatch=True))
def test_shape_stays_and_values_come_back(value: str) -> None:
    where = scope()
    token = fpe().apply(value, finding("CUSTOMER_ID"), where)
    assert shape(token) == shape(value)
    assert token != value
    assert fpe().restore(token, "CUSTOMER_ID", where) == value
    assert restore(f"id {token}.", ScopeLookup(where)) == f"id {value}."


def test_equal_values_equal_tokens_by_key_and_type_or_scope() -> None:
    card = "4111 1111 1111 1111"
    token = apply("fpe", card, "CREDIT_CARD", where=scope("a"))
    assert token == apply("fpe", card, "CREDIT_CARD", where=scope("b"))
    assert token != apply("fpe", card, "CUSTOM_ID")
    assert apply("fpe", card, params={"scoped": True}, where=scope("a")) != apply(
        "fpe", card, params={"scoped": True}, where=scope("b")
    )


@pytest.mark.parametrize("value", ["12345", "abcd", "", "-----", "Zoë-1234567", "１２３４５６７"])
def test_small_domains_and_foreign_letters_are_refused(value: str) -> None:
    with pytest.raises(ValidationError, match="PHONE"):
        fpe().apply(value, finding("PHONE"), scope())
    with pytest.raises(RestoreError):
        fpe().restore(value, "PHONE", scope())


def test_the_format_gives_way_when_the_token_is_a_real_value() -> None:
    token = apply("fpe", "1234567", "CUSTOM_ID")
    where = scope()
    where.number("CUSTOM_ID", token)
    assert apply("fpe", "1234567", "CUSTOM_ID", where=where) == "<CUSTOM_ID_2>"


def test_repr_tells_no_key_and_no_value() -> None:
    assert CANARY not in repr(operator("fpe"))
    with pytest.raises(ValidationError) as caught:
        fpe().apply(CANARY[:2], finding("PHONE"), scope())
    assert CANARY[:2] not in str(caught.value)
