"""Policies: what they decide, and errors that say where."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.assets import policy_files, policy_named
from spro.errors import PolicyError
from spro.masking import OPERATORS, make_operator
from spro.masking.keys import KeyRing
from spro.model import Finding
from spro.policy import ACTIONS, Policy, load_policy

PROFILES = ["ccpa", "default", "dpdp", "gdpr", "hipaa", "pci", "secrets", "source", "strict"]


def parent(name: str) -> Policy:
    if name not in PROFILES:
        raise KeyError(name)
    return policy_named(name)


def parse(text: str) -> Policy:
    return load_policy(text, "own.toml", parent)


def test_the_shipped_profiles() -> None:
    assert [name.removesuffix(".toml") for name, _ in policy_files()] == PROFILES


def test_actions_are_the_operators() -> None:
    assert set(OPERATORS) == ACTIONS


@pytest.mark.parametrize("name", PROFILES)
def test_every_action_of_a_profile_can_be_made(name: str) -> None:
    policy = policy_named(name)
    keys = KeyRing.of(b"0" * 32)
    for action in (policy.default, *policy.request.values(), *policy.response.values()):
        make_operator(action.name, action.parameters, keys)


@pytest.mark.parametrize("name", ["ccpa", "dpdp", "gdpr", "hipaa", "pci"])
def test_a_law_names_its_articles(name: str) -> None:
    said = [action.law for action in policy_named(name).request.values() if action.law]
    assert len(said) >= 4


def test_the_subtype_wins_over_the_type() -> None:
    policy = parse('[request]\nNATIONAL_ID = "keep"\nUS_SSN = "block"\n')
    assert policy.action(Finding(0, 1, "NATIONAL_ID", 1.0, "US_SSN")).name == "block"
    assert policy.action(Finding(0, 1, "NATIONAL_ID", 1.0, "DE_ID")).name == "keep"
    assert policy.action(Finding(0, 1, "EMAIL", 1.0)).name == "placeholder"


def test_extending_keeps_what_it_does_not_change() -> None:
    policy = parse('extends = "gdpr"\nallow = ["Heron"]\n[request]\nEMAIL = "redact"\n[deny]\nORG = ["Müller AG"]\n')
    assert policy.action(Finding(0, 1, "EMAIL", 1.0)).name == "redact"
    assert policy.request["PERSON"].law.startswith("GDPR")
    assert policy.allow == {"Heron"}
    assert policy.deny == {"Müller AG": "ORGANIZATION"}


def test_a_threshold_for_all_follows_into_what_is_inherited() -> None:
    assert policy_named("strict").floor == 0.4
    assert parse('extends = "default"\nthreshold = 0.7\n').floor == 0.7


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[request]\nFOO = 'keep'\n", "own.toml:2: FOO: not an entity type"),
        ("[request]\n\nEMAIL = 'vanish'\n", "own.toml:3: EMAIL: unknown action"),
        ("[request]\nEMAIL = {action='keep', threshold=2}\n", "own.toml:2: EMAIL: threshold"),
        ("extends = 'none-such'\n", "own.toml:1: extends: no such policy"),
        ("name = 3\n", "own.toml:1: name: must be a string"),
        ("# c\nallow = [1]\n", "own.toml:2: allow: must be a list"),
        ("[deny]\nORG = 'x'\n", "own.toml:2: ORG: must be a list"),
        ("surprise = 1\n", "own.toml:1: surprise: unknown key"),
        ("request = 1\n", "own.toml:1: request: must be a table"),
        ("[request]\nEMAIL = {action = 'keep', law = 1}\n", "own.toml:2: EMAIL: law"),
        ("reply_names = 1\n", "own.toml:1: reply_names: must be true or false"),
        ("not toml at all", "own.toml: not TOML"),
    ],
)
def test_mistakes_are_named_with_their_place(text: str, message: str) -> None:
    with pytest.raises(PolicyError) as caught:
        parse(text)
    assert str(caught.value).startswith(message)


def test_wrong_parameters_are_found_when_the_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[request]\nPHONE = { action = "partial", lst = 2 }\n')
    with pytest.raises(PolicyError, match=r"own\.toml:2: PHONE: partial: unknown parameter 'lst'"):
        policy_named(str(path))


def test_equal_decisions_have_equal_digests() -> None:
    one, two = parse('[request]\nEMAIL="keep"\nPHONE="keep"\n'), parse('[request]\nPHONE="keep"\nEMAIL="keep"\n')
    assert one.digest == two.digest
    assert one.digest != parse('[request]\nEMAIL="keep"\n').digest


@given(st.text(max_size=200))
def test_any_text_is_a_policy_or_a_policy_error(text: str) -> None:
    try:
        parse(text)
    except PolicyError as error:
        assert str(error).startswith("own.toml")


def test_unknown_names_say_which_are_known() -> None:
    with pytest.raises(PolicyError, match="default"):
        policy_named("none-such")


def test_circles_are_found(tmp_path: Path) -> None:
    one, two = tmp_path / "one.toml", tmp_path / "two.toml"
    one.write_text(f'extends = "{two}"\n')
    two.write_text(f'extends = "{one}"\n')
    with pytest.raises(PolicyError, match="circle"):
        policy_named(str(one))
