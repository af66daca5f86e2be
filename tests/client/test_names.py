from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor

import pytest
from click.testing import CliRunner

import spro.client.spro as module
from spro import ConfigurationError, Spro
from spro.cli import app
from spro.client.protection import prepared


@pytest.fixture(scope="module")
def spro() -> Spro:
    return Spro(names=True)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Please write a thank you note to Ada Marlowe and her brother Tom.", ["Ada Marlowe", "Tom"]),
        ("help me write an apology to my landlord priya raman asap", ["priya raman"]),
        ("Herr Dr. Jürgen Öztürk hat gestern angerufen.", ["Jürgen Öztürk"]),
        ("🙂🙂 call Zoe\u0301 Kerr 👩‍💻 now", ["Zoe\u0301 Kerr"]),
        ("\u202eMeeting with Ahmed Hassan\u202c at noon", ["Ahmed Hassan"]),
        ("Is it Marlowe's car? Ada Marlowe said so.", ["Marlowe", "Ada Marlowe"]),
    ],
)
def test_people_are_found_where_they_stand(spro: Spro, text: str, people: list[str]) -> None:
    found = [text[item.start : item.end] for item in spro.detect(text) if item.type == "PERSON"]
    assert found == people


@pytest.mark.parametrize(
    "text",
    [
        "Explain photosynthesis to a five year old.",
        "Will it rain in May? Mark my words, it will.",
        "How do I reverse a list in Python?",
        "",
        "...",
        "12 34 56",
        "\U0001f642" * 50,
    ],
)
def test_harmless_text_stays_as_it_is(spro: Spro, text: str) -> None:
    assert spro.detect(text) == []


def test_names_come_back(spro: Spro) -> None:
    secured = spro.secure("Ask Ada Marlowe about it, then write to Tom Kerr.")
    assert str(secured) == "Ask <PERSON_1> about it, then write to <PERSON_2>."
    assert secured.restore("<PERSON_2> and <PERSON_1> agree.") == "Tom Kerr and Ada Marlowe agree."


def test_later_mentions_belong_to_the_person_named_before(spro: Spro) -> None:
    with spro.conversation() as chat:
        first = chat.secure("Please write to Ada Marlowe. Ms Marlowe is waiting, and Ada hates waiting.")
        again = "Please write to <PERSON_1>. Ms <PERSON_LAST_1> is waiting, and <PERSON_FIRST_1> hates waiting."
        assert str(first) == again
        assert str(chat.secure("xx Marlowe xx yy")) == "xx <PERSON_LAST_1> xx yy"
        assert chat.restore("Dear <person last 1>, PERSON_FIRST_1 is <PERSON_1>") == "Dear Marlowe, Ada is Ada Marlowe"
        assert first.restore(again) == "Please write to Ada Marlowe. Ms Marlowe is waiting, and Ada hates waiting."


def test_an_earlier_turn_keeps_its_bytes(spro: Spro) -> None:
    history = [{"role": "user", "content": f"qq {name} qq zz"} for name in ("Marlowe", "x")]
    with spro.conversation() as chat:
        before = chat.secure_messages(history)
        history.append({"role": "user", "content": "Please write to Ada Marlowe and Tom Marlowe today."})
        assert chat.secure_messages(history)[: len(before)] == before


def test_one_user_never_learns_whom_another_named(spro: Spro) -> None:
    spro.secure("Please write to Orla Quenby today.")
    assert "PERSON_LAST" not in spro.secure("xx Quenby xx yy")


def test_long_text_is_read_to_its_end(spro: Spro) -> None:
    sentence = "The committee then talked about the budget of the coming year and the repairs. "
    text = "".join(sentence * 12 + f"It was moved by {name} Kerrigan. " for name in ("Ada", "Tom", "Lena", "Omar"))
    found = [text[item.start : item.end] for item in spro.detect(text) if item.type == "PERSON"]
    assert found == ["Ada Kerrigan", "Tom Kerrigan", "Lena Kerrigan", "Omar Kerrigan"]


def test_threads_find_the_same(spro: Spro) -> None:
    texts = [f"Please call {name} Kerrigan about the rent." * 3 for name in ("Ada", "Tom", "Lena", "Omar")] * 4
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(spro.detect, texts)) == [spro.detect(text) for text in texts]


def test_masked_text_is_not_masked_again(spro: Spro) -> None:
    once = str(spro.secure("Ask Ada Marlowe about it."))
    assert str(spro.secure(once)) == once


def test_what_is_not_installed_is_said_once(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(module, "names_installed", lambda: False)
    monkeypatch.setenv("SPRO_NAMES", "auto")
    module._say_once.cache_clear()
    with caplog.at_level(logging.WARNING, "spro"):
        Spro()
        Spro()
    assert [record.getMessage().split(":")[0] for record in caplog.records] == ["the names model is not installed"]


def test_the_setting_switches_it(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Please write to Ada Marlowe."
    assert Spro(names=False).detect(text) == []
    monkeypatch.setenv("SPRO_NAMES", "on")
    assert len(Spro().detect(text)) == 1
    monkeypatch.setenv("SPRO_NAMES", "perhaps")
    with pytest.raises(ConfigurationError, match="SPRO_NAMES"):
        Spro()


def test_doctor_tells_of_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPRO_NAMES", "auto")
    assert "names model    ONNX Runtime" in CliRunner().invoke(app, ["doctor"]).output


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("напиши письмо Ивану Петрову про счёт", "Ивану Петрову"),
        ("我叫王小明，住在北京", "王小明"),
        ("田中さんに電話してください", "田中"),
    ],
)
def test_other_scripts_have_an_expert(spro: Spro, text: str, person: str) -> None:
    assert person in [text[item.start : item.end] for item in spro.detect(text) if item.type == "PERSON"]


def test_with_the_model_shorter_texts_leave_the_event_loop() -> None:
    with_model, without = (prepared(Spro(names=names))[0].in_thread for names in (True, False))
    assert with_model < 1000 < without
