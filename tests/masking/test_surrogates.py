"""Stand-ins: same form, valid, nobody's, one per value; and what they must not be."""

from __future__ import annotations

import re
from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iban, luhn
from stdnum.gb import nhs
from stdnum.it import codicefiscale
from stdnum.pl import pesel
from stdnum.us import rtn, ssn

from spro.masking import ScopeLookup, make_operator, restore
from spro.masking.surrogates.names import GIVEN, NAMES
from spro.vault import Scope

from .masking_strategies import KEYS, VALUES, finding, scope


def stand_in(type_: str, value: str, subtype: str = "", where: Scope | None = None, *, keyed: bool = False) -> str:
    made = make_operator("surrogate", {}, KEYS if keyed else None)
    return made.apply(value, finding(type_, subtype), where or scope())


def shape(text: str) -> str:
    return re.sub(r"[A-Z]", "A", re.sub(r"[a-z]", "a", re.sub(r"[0-9]", "9", text)))


def many(type_: str, values: list[str], subtype: str = "") -> list[str]:
    where = scope()
    made = [stand_in(type_, value, subtype, where) for value in values]
    assert len(set(made)) == len(set(values))
    assert made == [stand_in(type_, value, subtype, where) for value in values]
    assert not set(made) & set(values)
    lookup = ScopeLookup(where)
    assert restore(" | ".join(made), lookup) == " | ".join(values)
    return made


def test_people_by_script_title_gender_case_and_order() -> None:
    where = scope()
    made = {value: stand_in("PERSON", value, where=where) for value in (
        "Anna Smith", "David Jones", "Dr. Meier", "Frau Schulz", "Herr Schulz", "SMITH, JOHN", "anna", "王伟", "Иван Петров",
        "Mary Jane Watson", "محمد علي",
    )}  # fmt: skip
    latin_f, latin_m, latin_family = NAMES["LATIN"]
    assert made["Anna Smith"].split()[0] in latin_f
    assert made["David Jones"].split()[0] in latin_m
    assert made["Dr. Meier"].removeprefix("Dr. ") in latin_family
    assert made["Frau Schulz"].removeprefix("Frau ") in latin_family
    assert made["Herr Schulz"].startswith("Herr ")
    assert re.fullmatch(r"[A-Z]+, [A-Z]+", made["SMITH, JOHN"])
    assert made["anna"].islower()
    assert made["王伟"][0] in NAMES["CJK"][2]
    assert made["Иван Петров"].split()[0] in NAMES["CYRILLIC"][1]
    assert len(made["Mary Jane Watson"].split()) == 3
    assert made["محمد علي"].split()[1] in NAMES["ARABIC"][2]


@pytest.mark.parametrize("script", NAMES)
def test_name_lists_run_through_all_pairs(script: str) -> None:
    feminine, masculine, family = NAMES[script]
    assert len(set(feminine)) == len(set(masculine)) == GIVEN
    assert len(set(family)) == 17
    assert not (set(feminine) | set(masculine)) & set(family) - {"דוד", "יוסף"}


def test_a_hundred_people_stay_apart() -> None:
    many("PERSON", [f"Xaver{chr(97 + n % 26)} Yold{chr(97 + n // 26)}" for n in range(150)])
    many("EMAIL", [f"user{n}@corp.com" for n in range(400)])
    many("ORGANIZATION", [f"Firm{n} GmbH" for n in range(50)])
    many("USERNAME", [f"user_{n}" for n in range(200)])


def test_names_beyond_the_lists_get_a_placeholder() -> None:
    assert stand_in("PERSON", "ชาย ใจดี") == "<PERSON_1>"
    assert stand_in("PERSON", "42") == "<PERSON_1>"


@pytest.mark.parametrize(
    ("value", "pattern"),
    [
        ("+1 (415) 222-3333", r"\+1 \(\d{3}\) 555-01\d\d"),
        ("415-222-3333", r"\d{3}-555-01\d\d"),
        ("1-415-222-3333", r"1-\d{3}-555-01\d\d"),
        ("+44 7911 123456", r"\+44 7700 900\d{3}"),
        ("+44 (0)20 7123 4567", r"\+44 \(0\)20 7946 0\d{3}"),
        ("+49 171 1234567", r"\+49 171 39200\d\d"),
        ("+33 6 12 34 56 78", r"\+33 6 39 98 \d\d \d\d"),
        ("+81 90-1234-5678", r"\+81 55-5\d{3}-\d{4}"),
        ("030 1234567", r"055 5\d{6}"),
    ],
)
def test_phones_of_nobody(value: str, pattern: str) -> None:
    made = stand_in("PHONE", value)
    assert re.fullmatch(pattern, made)
    many("PHONE", [value[:-2] + f"{n:02d}" for n in range(60)])


@pytest.mark.parametrize("value", ["4111 1111 1111 1111", "378282246310005", "5555-5555-5555-4444", "6011000990139424"])
def test_cards_pass_luhn_and_keep_brand_and_form(value: str) -> None:
    made = stand_in("CREDIT_CARD", value)
    assert shape(made) == shape(value)
    assert luhn.is_valid(re.sub("[^0-9]", "", made))
    assert made[0] == value[0]
    for number in many("CREDIT_CARD", [value[:-3] + f"{n:03d}" for n in range(200)]):
        assert luhn.is_valid(re.sub("[^0-9]", "", number))


@pytest.mark.parametrize("value", ["DE89 3704 0044 0532 0130 00", "GB29NWBK60161331926819", "NO9386011117947"])
def test_ibans_pass_mod_97(value: str) -> None:
    made = stand_in("IBAN", value)
    assert shape(made) == shape(value)
    assert made[:2] == value[:2]
    assert iban.is_valid(made, check_country=False)


@pytest.mark.parametrize(
    ("type_", "subtype", "value", "valid"),
    [
        ("MEDICAL_RECORD", "UK_NHS", "943 476 5919", nhs.is_valid),
        ("NATIONAL_ID", "PL_PESEL", "44051401458", pesel.is_valid),
        ("TAX_ID", "IT_FISCAL_CODE", "RSSMRA85T10A562S", codicefiscale.is_valid),
        ("ROUTING_NUMBER", "US_ABA", "021000021", rtn.is_valid),
    ],
)
def test_national_numbers_keep_their_check_digits(type_: str, subtype: str, value: str, valid: object) -> None:
    made = stand_in(type_, value, subtype)
    assert callable(valid)
    assert valid(made)
    assert shape(made) == shape(value)


def test_social_security_numbers_of_nobody() -> None:
    made = many("NATIONAL_ID", [f"123-45-{n:04d}" for n in range(40)], "US_SSN")
    assert made[:10] == [f"987-65-432{n}" for n in range(10)]
    assert all(number.startswith("900-") for number in made[10:])
    assert not any(ssn.is_valid(number) for number in made[10:])


def test_network_addresses_are_for_documentation() -> None:
    v4 = many("IP_ADDRESS", [f"10.{n // 250}.7.{n % 250}" for n in range(900)])
    nets = [ip_network(net) for net in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "198.18.0.0/15")]
    assert all(any(ip_address(address) in net for net in nets) for address in v4)
    v6 = many("IP_ADDRESS", [f"fe80::{n:x}" for n in range(1, 40)])
    assert all(ip_address(address) in ip_network("2001:db8::/32") for address in v6)
    assert stand_in("IP_ADDRESS", "10.1.0.0/16") == "192.0.2.1/16"
    assert stand_in("IP_ADDRESS", "10.1.0") == "<IP_ADDRESS_1>"
    for value in ("AA:BB:CC:DD:EE:FF", "aabb.ccdd.eeff"):
        made = stand_in("MAC_ADDRESS", value)
        assert made.replace(".", "").replace(":", "").startswith("020000")
        assert len(made) == len(value)


@pytest.mark.parametrize(
    ("type_", "value", "pattern"),
    [
        ("EMAIL", "bob@corp.com", r"[a-z]+\.[a-z]+@example\.(com|net|org)"),
        ("EMAIL", "BOB@CORP.COM", r"[A-Z]+\.[A-Z]+@EXAMPLE\.(COM|NET|ORG)"),
        ("URL", "https://corp.com/anna?x=1", r"https://example\.com/1"),
        ("USERNAME", "@bob-x", r"@[a-z]+-[a-z]+"),
        ("SWIFT", "DEUTDEFF", r"X[A-Z]{3}DEX0"),
        ("SWIFT", "DEUTDEFF500", r"X[A-Z]{3}DEX0XXX"),
        ("ADDRESS", "1 Main St, Boston", r"\d+ \w+ Street, \w+"),
        ("ADDRESS", "1 Main St", r"\d+ \w+ Street"),
        ("LOCATION", "BERLIN", r"[A-Z]+"),
        ("ORGANIZATION", "Acme, Inc.", r"[A-Z][a-z]+, Inc\."),
        ("API_KEY", "sk-proj-AbC123xyz", r"[a-z]{2}-[a-z]{4}-[A-Z][a-z][A-Z]\d{3}[a-z]{3}"),
        ("CRYPTO_WALLET", "0x52908400098527886E0F7030069857D2E4169EE7", r"0x[0-9A-F]{40}"),
        ("IMEI", "490154203237518", r"00101000\d{7}"),
        ("IMEI", "4901542032375180", r"00101000\d{8}"),
        ("EMPLOYEE_ID", "E-00123456", r"[A-Z]-\d{8}"),
        ("PHONE", "1234567", r"555\d{4}"),
        # No stand-in that could be told apart in an answer, or no form that is understood:
        ("AGE", "45", r"<AGE_1>"),
        ("CVV", "123", r"<CVV_1>"),
        ("CARD_EXPIRY", "03/27", r"<CARD_EXPIRY_1>"),
        ("CARD_EXPIRY", "03/2027", r"\d\d/20\d\d"),
        ("CARD_EXPIRY", "soon", r"<CARD_EXPIRY_1>"),
        ("PHONE", "12", r"<PHONE_1>"),
        ("IBAN", "hello", r"<IBAN_1>"),
        ("SWIFT", "hello", r"<SWIFT_1>"),
        ("MAC_ADDRESS", "hello", r"<MAC_ADDRESS_1>"),
        ("NATIONAL_ID", "１２３", r"<NATIONAL_ID_1>"),
        ("DATE", "soon", r"<DATE_1>"),
        ("DIAGNOSIS", "influenza", r"<DIAGNOSIS_1>"),
        ("LOCATION", "42", r"<LOCATION_1>"),
    ],
)
def test_forms(type_: str, value: str, pattern: str) -> None:
    assert re.fullmatch(pattern, stand_in(type_, value))


def test_with_a_key_dates_keep_their_intervals() -> None:
    from datetime import date

    where = scope()
    first = date.fromisoformat(stand_in("DATE", "2024-03-05", where=where, keyed=True))
    second = date.fromisoformat(stand_in("DATE", "2024-04-01", where=where, keyed=True))
    assert (second - first).days == 27
    assert first < date(2024, 3, 5)
    assert stand_in("DATE", "0001-01-01", where=where, keyed=True) == "<DATE_3>"
    assert stand_in("DATE", "2024-03-05", where=scope("other"), keyed=True) != first.isoformat()


def test_a_real_value_is_nobodys_stand_in() -> None:
    where = scope()
    first = stand_in("PERSON", "Anna Smith")
    where.number("PERSON", first)
    assert stand_in("PERSON", "Anna Smith", where=where) != first


@given(st.sampled_from([(t, v) for t, values in VALUES.items() for v in values]), st.booleans())
def test_nothing_of_the_value_is_in_it(case: tuple[str, str], keyed: bool) -> None:
    type_, value = case
    made = stand_in(type_, value, keyed=keyed)
    assert value not in made or "PERSON_" in value
