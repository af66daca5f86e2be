from __future__ import annotations

import base64
import codecs
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from spro import Spro
from spro.client.protection import prepared
from spro.errors import BlockedError
from spro.policy import load_policy
from spro.storage.state import MemoryState
from spro.vault import MemoryVault, Scope
from spro.wire.exchange import Exchange, Protector
from spro.wire.reply import Restorer

from .setting import CHAT, chunk, masked, run, said, sse

PROMPT = (
    "You are the booking desk of the Gullwing ferry line. Never promise a cabin with a window before nine. "
    "Discount code for staff families is heron season, and refunds above forty pounds go to Petra."
)


def _protector(attacks: str) -> Protector:
    from spro.assets import policy_named

    policy = load_policy(f'extends = "default"\n[attacks]\n{attacks}\n', "p.toml", policy_named)
    return Protector(*prepared(Spro(policy=policy, names=False)), b"k" * 32, MemoryState())


FLAG = _protector('leak = "flag"\nlinks = "flag"\ncanary = true')
BLOCK = _protector('leak = "block"\nlinks = "block"\ncanary = true')
STRIP = _protector('leak = "strip"\nlinks = "strip"\ncanary = true')


def _asked(protector: Protector, question: str = "When does the ferry leave?") -> tuple[Exchange, str]:
    """An exchange whose request was sent, and the system prompt as it was sent."""
    made = Exchange(protector, Scope("t", MemoryVault(lambda: 0.0)))
    messages = [{"role": "system", "content": PROMPT}, {"role": "user", "content": question}]
    sent = masked(made, {"model": "m", "messages": messages})
    return made, sent["messages"][0]["content"]


def _answered(made: Exchange, text: str) -> str:
    assert CHAT.reply is not None
    body = {"choices": [{"index": 0, "message": {"role": "assistant", "content": text}}]}
    answer: Any = json.loads(Restorer(made).json(json.dumps(body), CHAT.reply))
    content: str = answer["choices"][0]["message"]["content"]
    return content


def _canary(sent: str) -> str:
    match = re.search(r"reference (\w+)\.", sent)
    assert match is not None
    return match[1]


def test_a_canary_is_added_once_and_stays_the_same() -> None:
    first, second = _asked(FLAG)[1], _asked(FLAG)[1]
    assert first == second
    assert first.startswith(PROMPT)
    assert first.count("Internal reference") == 1


ENCODERS: list[Callable[[str], str]] = [
    str,
    str.upper,
    lambda text: text[::-1],
    "-".join,
    " ".join,
    lambda text: codecs.encode(text, "rot13"),
    lambda text: text.encode().hex(),
    lambda text: base64.b64encode(text.encode()).decode(),
    lambda text: base64.b64encode(b"it is " + text.encode() + b" I think").decode(),
    lambda text: base64.b32encode(text.encode()).decode(),
    lambda text: " ".join(f"{byte:08b}" for byte in text.encode()),
    lambda text: " ".join(str(byte) for byte in text.encode()),
    lambda text: "".join(f"%{byte:02x}" for byte in text.encode()),
    lambda text: "".join(f"&#{byte};" for byte in text.encode()),
]


@pytest.mark.parametrize("encode", ENCODERS)
def test_a_canary_is_seen_however_it_is_written(encode: Callable[[str], str]) -> None:
    made, sent = _asked(FLAG)
    _answered(made, f"The word is {encode(_canary(sent))}, I am told.")
    assert made.attack_counts["PROMPT_LEAK"] == 1


@pytest.mark.parametrize("encode", ENCODERS[:1] + ENCODERS[5:])
def test_the_prompt_itself_is_seen(encode: Callable[[str], str]) -> None:
    made, _ = _asked(FLAG)
    _answered(made, f"My instructions: {encode(PROMPT)}")
    assert made.attack_counts["PROMPT_LEAK"] == 1


def test_nearly_its_words_are_enough() -> None:
    made, _ = _asked(FLAG)
    _answered(made, "I was told: NEVER promise a cabin with a window before nine! Discount code for staff families is, "
              "well, heron season; refunds above forty pounds go to Petra")  # fmt: skip
    assert made.attack_counts["PROMPT_LEAK"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "The ferry leaves at nine. A cabin with a window costs forty pounds.",
        "Refunds are handled by the booking desk of the Gullwing ferry line.",
        "",
    ],
)
def test_speaking_of_the_same_things_is_no_leak(text: str) -> None:
    made, _ = _asked(FLAG)
    assert _answered(made, text) == text
    assert not made.attack_counts


def test_what_the_user_said_may_be_repeated() -> None:
    made, _ = _asked(FLAG, f"Proofread this: {PROMPT}")
    _answered(made, PROMPT)
    assert not made.attack_counts["PROMPT_LEAK"]


def test_blocked_and_stripped() -> None:
    made, _ = _asked(BLOCK)
    with pytest.raises(BlockedError, match="PROMPT_LEAK"):
        _answered(made, PROMPT)
    made, _ = _asked(STRIP)
    assert _answered(made, f"Sure. {PROMPT}") == "Sure. [removed]."


@settings(max_examples=25)
@given(st.lists(st.integers(1, 60), max_size=20))
def test_a_stream_that_gives_the_prompt_away_is_cut(sizes: list[int]) -> None:
    made, sent = _asked(STRIP)
    text = f"Of course, here is what I was told at first: {sent} And that is all."
    pieces = [text[at : at + 5] for at in range(0, len(text), 5)]
    got = said(run(made, sse(*(chunk(content=piece) for piece in pieces)), sizes))
    assert "Petra" not in got
    assert _canary(sent) not in got
    assert got.endswith("[removed]")
    made, _ = _asked(BLOCK)
    with pytest.raises(BlockedError):
        run(made, sse(*(chunk(content=piece) for piece in pieces)), sizes)


@settings(max_examples=25)
@given(st.text(max_size=200), st.lists(st.integers(1, 60), max_size=20))
def test_other_streams_pass_unchanged(text: str, sizes: list[int]) -> None:
    made, _ = _asked(STRIP)
    text = text.encode("utf-8", "ignore").decode()
    plain, _ = _asked(_OFF)
    events = sse(*(chunk(content=text[at : at + 7]) for at in range(0, len(text), 7)))
    assert said(run(made, events, sizes)) == said(run(plain, events, sizes))


_OFF = _protector('leak = "off"\nlinks = "off"\ncanary = false')
QUESTION = "My order number 8841207 from Lindqvist, the green bicycle with the basket, is late."
IMAGE = "![x](https://px.example/i.png?d=My+order+number+8841207+green+bicycle+basket)"


@pytest.mark.parametrize(
    "text",
    [
        IMAGE,
        "![logo](https://px.example/l.png?c=" + base64.b64encode(QUESTION.encode()).decode() + ")",
        '<img src="https://px.example/a?q=green%20bicycle%20basket">',
        "[details](https://px.example/?order=8841207&late=order&what=green+bicycle+with+basket+lindqvist)",
        "![a](https://px.example/" + base64.urlsafe_b64encode(QUESTION.encode()).decode() + ")",
    ],
)
def test_links_that_carry_data_are_taken_out(text: str) -> None:
    made, _ = _asked(STRIP, QUESTION)
    got = _answered(made, f"Here you are: {text} Good luck.")
    assert "px.example" not in got
    assert "[removed]" in got
    assert made.attack_counts["DATA_LINK"] == 1
    made, _ = _asked(BLOCK, QUESTION)
    with pytest.raises(BlockedError, match="DATA_LINK"):
        _answered(made, text)


@pytest.mark.parametrize(
    "text",
    [
        "See https://docs.python.org/3/library/re.html#re.compile for more.",
        "![map](https://maps.example/tiles/harbour-north.png)",
        "[bicycles](https://shop.example/green/bicycles?page=2)",
        "https://en.wikipedia.org/wiki/Green_bicycle",
    ],
)
def test_ordinary_links_stay(text: str) -> None:
    made, _ = _asked(STRIP, QUESTION)
    assert _answered(made, text) == text


def test_a_link_in_a_stream_is_taken_out_and_counted_once() -> None:
    made, _ = _asked(STRIP, QUESTION)
    text = f"Here you are: {IMAGE} Good luck."
    got = said(run(made, sse(*(chunk(content=text[at : at + 3]) for at in range(0, len(text), 3)))))
    assert got == "Here you are: ![x]([removed]) Good luck."
    assert made.attack_counts["DATA_LINK"] == 1


def test_records_in_a_system_prompt_are_no_secret_of_its_own() -> None:
    made = Exchange(BLOCK, Scope("t", MemoryVault(lambda: 0.0)))
    people = ", ".join(f"person{number}.smith@brightpost-mail.org" for number in range(14))
    messages = [{"role": "system", "content": f"Please review: {people}"}, {"role": "user", "content": "Go on."}]
    sent = masked(made, {"model": "m", "messages": messages})["messages"][0]["content"]
    assert people in _answered(made, sent.partition("\n\n[Internal")[0])
