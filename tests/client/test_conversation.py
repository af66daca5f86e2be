"""A chat: one placeholder for one value, whatever the turn; earlier turns never change."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spro import Spro, ValidationError

ANNA, BORIS = "anna.berg@brightpost-mail.org", "boris.lind@brightpost-mail.org"


def test_two_people_in_two_messages_are_two_people(spro: Spro) -> None:
    with spro.conversation() as chat:
        sent = chat.secure_messages(
            [
                {"role": "system", "content": "Be kind."},
                {"role": "user", "content": f"I am {ANNA}"},
                {"role": "user", "content": [{"type": "text", "text": f"and {BORIS}, not {ANNA}"}]},
            ]
        )
        assert sent[1]["content"] == "I am <EMAIL_1>"
        assert sent[2]["content"] == [{"type": "text", "text": "and <EMAIL_2>, not <EMAIL_1>"}]
        assert chat.restore("<EMAIL_2> and <EMAIL_1>") == f"{BORIS} and {ANNA}"


def test_a_longer_history_begins_with_the_same_bytes(spro: Spro) -> None:
    turns = [{"role": "user", "content": f"I am {ANNA}"}, {"role": "assistant", "content": "Hello <EMAIL_1>"}]
    with spro.conversation() as chat:
        first = chat.secure_messages(turns)
        second = chat.secure_messages([*turns, {"role": "user", "content": f"write to {BORIS}"}])
        assert second[:2] == first


def test_a_truncated_history_does_not_renumber(spro: Spro) -> None:
    with spro.conversation() as chat:
        chat.secure_messages([{"role": "user", "content": ANNA}, {"role": "user", "content": BORIS}])
        assert chat.secure_messages([{"role": "user", "content": BORIS}])[0]["content"] == "<EMAIL_2>"


def test_tool_calls_and_results(spro: Spro) -> None:
    call = {"id": "c1", "type": "function", "function": {"name": "send", "arguments": f'{{"to": "{ANNA}"}}'}}
    with spro.conversation() as chat:
        sent = chat.secure_messages([{"role": "assistant", "content": None, "tool_calls": [call]}])
        assert sent[0]["tool_calls"][0]["function"] == {"name": "send", "arguments": '{"to": "<EMAIL_1>"}'}
        assert chat.restore(sent[0])["tool_calls"][0]["function"]["arguments"] == f'{{"to": "{ANNA}"}}'


def test_after_the_end_nothing_is_restored(spro: Spro) -> None:
    with spro.conversation("ending") as chat:
        chat.secure(f"I am {ANNA}")
    assert chat.restore("<EMAIL_1>") == "<EMAIL_1>"


def test_streaming(spro: Spro) -> None:
    with spro.conversation() as chat:
        chat.secure(f"I am {ANNA}")
        restorer = chat.restorer()
        assert restorer.feed("<EMA") + restorer.feed("IL_1>!") + restorer.flush() == f"{ANNA}!"


def test_a_message_must_be_a_mapping(spro: Spro) -> None:
    with pytest.raises(ValidationError):
        spro.conversation().secure_messages(["text"])  # type: ignore[list-item]


NAMES = ("Ada Marlowe", "Marlowe, Ada", "Tom Marlowe", "Ada", "Tom", "Marlowe", "李小明")
TURNS = st.lists(
    st.lists(st.sampled_from((*NAMES, "\\", "x", "PERSON")), min_size=1, max_size=6).map(" ".join), max_size=6
)


@cache
def listed() -> Spro:
    return Spro(names=False, deny=dict.fromkeys(NAMES, "PERSON"))


@settings(deadline=None)
@given(TURNS, st.sampled_from(("", "<PERSON_LAST_1> ", "<person first 2> PERSON_LAST_2 ")))
def test_families_restore_exactly_and_turns_never_change(turns: list[str], reserved: str) -> None:
    with listed().conversation() as chat:
        turns = [(reserved if number == 0 else "") + turn for number, turn in enumerate(turns)]
        sent = []
        for turn in turns:
            secured = chat.secure(turn)
            sent.append(str(secured))
            assert not any(name in secured for name in NAMES)
            assert secured.restore(str(secured)) == turn
        assert [str(chat.secure(turn)) for turn in turns] == sent
        assert [chat.restore(text) for text in sent] == turns


@settings(deadline=None)
@given(st.integers(1, 60))
def test_a_family_placeholder_may_be_cut_anywhere(cut: int) -> None:
    with listed().conversation() as chat:
        chat.secure("Ada Marlowe, so Ada and Marlowe")
        answer = "To <PERSON_FIRST_1> or PERSON\\_LAST\\_1 or <Person Last 1>: <PERSON_1>!"
        restorer = chat.restorer()
        whole = restorer.feed(answer[:cut]) + restorer.feed(answer[cut:]) + restorer.flush()
        assert whole == "To Ada or Marlowe or Marlowe: Ada Marlowe!"
