"""A chat: one placeholder for one value, whatever the turn; earlier turns never change."""

from __future__ import annotations

import pytest

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
