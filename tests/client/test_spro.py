"""The library as its users call it."""

from __future__ import annotations

import asyncio
import copy
import json
import pickle
import traceback
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spro import (
    AsyncSpro,
    BlockedError,
    ConfigurationError,
    InvalidEntityError,
    SecuredText,
    Spro,
    SProError,
    ValidationError,
)

MAIL = "lena.hartwig@brightpost-mail.org"
CARD = "4539 1488 0343 6467"


def test_secured_text_is_a_str_that_restores_its_own_values(spro: Spro) -> None:
    secured = spro.secure(f"Mail {MAIL}, card {CARD}", scope="t1")
    assert isinstance(secured, str)
    assert secured == "Mail <EMAIL_1>, card <CREDIT_CARD_1>"
    assert json.dumps({"content": secured}) == '{"content": "Mail <EMAIL_1>, card <CREDIT_CARD_1>"}'
    assert secured.restore("<credit_card 1> of <EMAIL_1>") == f"{CARD} of {MAIL}"
    assert secured.counts == {"EMAIL": 1, "CREDIT_CARD": 1}
    assert [finding.type for finding in secured.findings] == ["EMAIL", "CREDIT_CARD"]


def test_one_text_never_restores_another_ones_value() -> None:
    client = Spro()
    first = client.secure("mail anna@brightpost-mail.org")
    second = client.secure("mail boris@brightpost-mail.org")
    assert (str(first), str(second)) == ("mail <EMAIL_1>", "mail <EMAIL_2>")
    assert second.restore("<EMAIL_1> <EMAIL_2>") == "<EMAIL_1> boris@brightpost-mail.org"
    assert client.restore("<EMAIL_1> <EMAIL_2>") == "anna@brightpost-mail.org boris@brightpost-mail.org"


def test_scopes_know_nothing_of_each_other(spro: Spro) -> None:
    spro.secure(f"mail {MAIL}", scope="one")
    assert spro.restore("<EMAIL_1>", scope="two") == "<EMAIL_1>"
    assert spro.restore("<EMAIL_1>", scope="one") == MAIL
    spro.forget("one")
    assert spro.restore("<EMAIL_1>", scope="one") == "<EMAIL_1>"


def test_the_hosted_services_keys(spro: Spro) -> None:
    result = spro.secure(prompt=f"Mail {MAIL}", mask_type="enhanced", entities=["EMAIL"])
    assert result["redacted_text"] == "Mail **[EMAIL]**"
    assert result["redacted_entities"] == [
        {"original": MAIL, "redacted": "**[EMAIL]**", "label": "EMAIL", "start": 5, "end": 5 + len(MAIL)}
    ]
    assert result["status"] == "success"
    assert result["metadata"]["mask_type"] == "enhanced"
    assert result["request_id"].startswith("req_")
    assert result[0] == "M"
    assert result[0:4] == "Mail"
    with pytest.raises(KeyError):
        _ = result["credits"]


@pytest.mark.parametrize(
    ("mask_type", "expected"),
    [
        ("char", "Mail " + "*" * len(MAIL)),
        ("label", "Mail [EMAIL]"),
        ("enhanced", "Mail **[EMAIL]**"),
        ("redact", "Mail "),
    ],
)
def test_mask_types(spro: Spro, mask_type: str, expected: str) -> None:
    assert spro.secure(f"Mail {MAIL}", mask_type) == expected


def test_an_unknown_mask_type_is_said_where_nothing_is_found(spro: Spro) -> None:
    with pytest.raises(ValidationError, match="unknown operator"):
        spro.secure("nothing here", "foo")


def test_mask_character_has_two_names(spro: Spro) -> None:
    assert spro.secure(f"Mail {MAIL}", "char", "#") == spro.secure(f"Mail {MAIL}", "char", mask_char="#")


def test_entities_ask_for_more_than_the_policy(spro: Spro) -> None:
    text = f"on 2024-10-11 from {MAIL}"
    assert spro.secure(text, scope="e1") == "on 2024-10-11 from <EMAIL_1>"
    assert spro.secure(text, entities=["DATE"], scope="e2") == f"on <DATE_1> from {MAIL}"


@pytest.mark.parametrize("prompt", ["", None, 3, b"bytes"])
def test_prompts_that_are_none(spro: Spro, prompt: object) -> None:
    with pytest.raises(ValidationError):
        spro.secure(prompt)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({"mask_type": "char", "mask_character": "ab"}, ValidationError),
        ({"mask_type": "vanish"}, ValidationError),
        ({"entities": "EMAIL"}, ValidationError),
        ({"entities": [1]}, ValidationError),
        ({"entities": ["CANARY_TYPE"]}, InvalidEntityError),
        ({"mask_type": "hash"}, ConfigurationError),
    ],
)
def test_wrong_arguments(spro: Spro, arguments: dict[str, object], error: type[Exception]) -> None:
    with pytest.raises(error) as caught:
        spro.secure(f"mail {MAIL}", **arguments)  # type: ignore[arg-type]
    assert MAIL not in "".join(traceback.format_exception(caught.value))


def test_keyed_operators_with_a_secret() -> None:
    client = Spro(secret="a secret of enough length")
    secured = client.secure(f"mail {MAIL}", mask_type="encrypt")
    assert MAIL not in secured
    assert secured.restore(str(secured)) == f"mail {MAIL}"
    assert client.restore(str(secured)) == f"mail {MAIL}"
    hashed = client.secure(f"mail {MAIL}", mask_type="hash")
    assert hashed == client.secure(f"mail {MAIL}", mask_type="hash")


def test_blocking_says_what_and_not_which(tmp_path: object) -> None:
    client = Spro(policy=_policy(tmp_path, '[request]\nEMAIL = "block"\n'))
    with pytest.raises(BlockedError) as caught:
        client.secure(f"mail {MAIL}")
    assert caught.value.counts == {"EMAIL": 1}
    assert MAIL not in "".join(traceback.format_exception(caught.value))


def _policy(folder: object, text: str) -> str:
    from pathlib import Path

    path = Path(str(folder)) / "own.toml"
    path.write_text('extends = "default"\n' + text)
    return str(path)


def test_own_terms_and_exceptions() -> None:
    client = Spro(deny={"Anna Berg": "PERSON"}, allow=[MAIL])
    assert client.secure(f"anna berg, {MAIL}") == f"<PERSON_1>, {MAIL}"


def test_every_occurrence_of_a_secret_is_masked(spro: Spro) -> None:
    value = "Tr4wler" + "-93-" + "Gannet"
    secured = spro.secure(f'password = "{value}"\nlater {value} alone', scope="occ")
    assert value not in secured
    assert secured.count("<PASSWORD_1>") == 2


def test_detect_shows_what_the_policy_acts_on(spro: Spro) -> None:
    text = f"on 2024-10-11 from {MAIL}"
    assert [finding.type for finding in spro.detect(text)] == ["EMAIL"]
    assert [finding.type for finding in spro.detect(text, all=True)] == ["DATE", "EMAIL"]


def test_explaining_shows_no_value(spro: Spro) -> None:
    explained = spro.explain(f"card {CARD}, on 2024-10-11")
    said = "\n".join(map(str, explained))
    assert CARD not in said
    assert any(why.finding.type == "CREDIT_CARD" and why.acted and why.proof == "checksum" for why in explained)
    assert any(why.finding.type == "DATE" and not why.acted for why in explained)


def test_secure_many_is_consistent(spro: Spro) -> None:
    first, second = spro.secure_many([f"a {MAIL}", f"b {MAIL}"], scope="many")
    assert (str(first), str(second)) == ("a <EMAIL_1>", "b <EMAIL_1>")


def test_reprs_and_pickles_hold_no_value(spro: Spro) -> None:
    secured = spro.secure(f"mail {MAIL}", scope="repr")
    assert MAIL not in repr(secured) + repr(spro) + repr(secured.findings) + repr(spro.conversation("x"))
    restored = pickle.loads(pickle.dumps(secured))  # noqa: S301
    assert type(restored) is str
    assert type(copy.copy(secured)) is str


def test_streams(spro: Spro) -> None:
    secured = spro.secure(f"mail {MAIL}", scope="stream")
    answer = "I mail <EMAIL_1>, that is <EMAIL_1>."
    for size in (1, 2, 5, 100):
        chunks = [answer[i : i + size] for i in range(0, len(answer), size)]
        assert "".join(secured.restore_stream(chunks)) == secured.restore(answer)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.sampled_from([MAIL, CARD, "", "4.5.6", "<EMAIL_1>", "\ud800", "\0", "\u202e"]))
def test_what_was_masked_comes_back(spro: Spro, text: str, value: str) -> None:
    prompt = f"{text} {value} {text}"
    secured = spro.secure(prompt)
    assert secured.restore(str(secured)) == prompt
    spro.forget()


HOSTILE = {
    "no spaces": "a" * 200_000,
    "digits": "4" * 200_000,
    "nearly cards": "4539 1488 0343 6466 " * 5_000,
    "nearly mails": "a@" * 50_000,
    "dots": "a." * 50_000,
    "begins": "-----BEGIN PRIVATE KEY-----" * 3_000,
    "assignments": "password=" * 10_000,
    "brackets": "<PERSON_" * 20_000,
    "marks": "\u202e\u200b" * 20_000,
    "surrogates": "\ud800" * 20_000,
    "nul": "\0" * 100_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_come_back_as_they_were(spro: Spro, name: str) -> None:
    secured = spro.secure(HOSTILE[name])
    assert secured.restore(str(secured)) == HOSTILE[name]
    spro.forget()


def test_async_client_says_the_same(spro: Spro) -> None:
    async def run() -> tuple[SecuredText, str, int]:
        async with AsyncSpro() as client:
            secured = await client.secure(f"mail {MAIL}")
            back = await client.restore("<EMAIL_1>")
            long = await client.secure_many([f"mail {MAIL} " * 1000])
            assert await client.secure_json({"a": f"mail {MAIL}"}) == {"a": "mail <EMAIL_1>"}
            assert len(await client.explain(f"mail {MAIL}")) >= 1
            assert len(await client.detect(f"mail {MAIL}")) == 1
            return secured, back, long[0].count("<EMAIL_1>")

    assert asyncio.run(run()) == ("mail <EMAIL_1>", MAIL, 1000)


def test_async_client_has_every_method() -> None:
    public = {name for name in dir(Spro) if not name.startswith("_")} - {"policy", "rule_set", "key_ring", "forget"}
    assert public <= {name for name in dir(AsyncSpro) if not name.startswith("_")}


def test_a_client_that_is_used_for_long_does_not_fill_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("spro.client.spro._OWN_VALUES", 3)
    client = Spro()
    texts = [client.secure(f"mail user{number}@brightpost-mail.org") for number in range(10)]
    assert [text.restore(str(text)) for text in texts] == [f"mail user{n}@brightpost-mail.org" for n in range(10)]
    assert client.restore(str(texts[-1])) == "mail user9@brightpost-mail.org"


@pytest.mark.parametrize("type_", ["ORGANIZATION", "LOCATION", "DIAGNOSIS"])
def test_a_listed_term_is_masked_also_where_the_policy_keeps_its_type(type_: str) -> None:
    assert Spro(deny={"Quarrystone": type_}).secure("at Quarrystone") == f"at <{type_}_1>"


@pytest.mark.parametrize("name", ["rules", "allow", "deny"])
def test_a_str_is_no_list(name: str) -> None:
    with pytest.raises(ValidationError, match=name):
        Spro(**{name: "abc"})  # type: ignore[arg-type]


def test_explaining_a_listed_term_of_a_kept_type() -> None:
    (why,) = Spro(deny={"Quarrystone": "ORGANIZATION"}, policy="secrets").explain("at Quarrystone")
    assert (why.action, why.acted) == ("placeholder", True)


def test_two_operators_give_two_tokens_for_one_value() -> None:
    client = Spro(secret="a secret of enough length")
    first = client.secure(f"card {CARD}", mask_type="surrogate")
    second = client.secure(f"card {CARD}", mask_type="fpe")
    assert first != second
    assert first.restore(str(first)) == second.restore(str(second)) == f"card {CARD}"


@pytest.mark.parametrize(
    "arguments",
    [{"ttl": "x"}, {"ttl": 0}, {"ttl": True}, {"deny": [5]}, {"deny": {"a": 5}}, {"deny": 5}, {"allow": [5]}, {"rules": [5]}, {"secret": 5}, {"policy": 5}],
)  # fmt: skip
def test_wrong_settings_are_named(arguments: dict[str, Any]) -> None:
    with pytest.raises(SProError):
        Spro(**arguments)


def test_wrong_values_are_refused(spro: Spro) -> None:
    wrong: Any = 5
    for call in (
        lambda: spro.restore(wrong),
        lambda: spro.restorer().feed(wrong),
        lambda: spro.secure_many(wrong),
        lambda: spro.secure("a", entities=wrong),
    ):
        with pytest.raises(ValidationError, match="must be"):
            call()
