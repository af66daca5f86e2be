from hypothesis import given
from hypothesis import strategies as st

from spro.detection.surroundings import beside_emails, speakers
from spro.model import Finding


def found_beside(text: str) -> list[str]:
    at = text.index("@")
    start = max(text.rfind(sign, 0, at) for sign in " <(,;:") + 1
    end = at
    while end < len(text) and text[end] not in " >),;\n":
        end += 1
    return [text[item.start : item.end] for item in beside_emails(text, [Finding(start, end, "EMAIL", 0.9)])]


def test_a_name_stands_beside_its_address() -> None:
    assert found_beside("Sky <sky@lumen.example>") == ["Sky"]
    assert found_beside("de la Huerta, Inés <ines.dlh@lumen.example>") == ["de la Huerta, Inés"]
    assert found_beside("// TODO ask Tove (tove@isfjord.example) about it") == ["Tove"]
    assert found_beside("ask Tomasz Nowak <t.nowak@x.example>") == ["Tomasz Nowak"]
    assert found_beside("Juan Carlos Álvarez, jc.alvarez@x.example") == ["Juan Carlos Álvarez"]
    assert found_beside("mail: ann.smith@x.example (Ann Smith)") == ["Ann Smith"]
    assert found_beside("Refund Anna, anna.berg@x.example") == ["Anna"]
    assert found_beside("eva larsen <eva.larsen@x.example>") == ["eva larsen"]


def test_functions_and_brands_are_nobody() -> None:
    assert found_beside("Support Team <support@x.example>") == []
    assert found_beside("write to our sales people at sales@x.example") == []
    assert found_beside("Acme <acme@acme.example>") == []
    assert found_beside("Hello, I have a sensitive email at example@example.com.") == []
    assert found_beside("the report is at kb7@x.example") == []


def heads(text: str, *people: str) -> list[str]:
    sure = [Finding(text.index(who), text.index(who) + len(who), "PERSON", 0.9) for who in people]
    return [text[item.start : item.end] for item in speakers(text, sure)]


def test_speakers_are_people_where_one_of_them_is() -> None:
    assert heads("rê: viu?\nJuca: sim\nrê: passa o zap", "Juca") == ["rê", "rê"]
    assert heads("[10:01] Oddný: killing it\n[10:02] Jon Snow: ok", "Jon Snow") == ["Oddný"]
    assert heads("<zed> hi\n<Mia> hello\n<zed> bye", "Mia") == ["zed", "zed"]


def test_other_lines_with_a_colon_are_left() -> None:
    assert heads("Mia: 3\nBo: 4\nSum: 7", "Mia") == []
    assert heads("User: hi\nAssistant: hello Mia\nUser: bye", "Mia") == []
    assert heads("Q: who?\nA: Mia\nQ: when?", "Mia") == []
    assert heads("rê: viu?\nJuca: sim\nrê: passa o zap") == []


@given(st.text(alphabet="aB@.<>:,\n (é'-", max_size=60), st.data())
def test_offsets_stay_inside(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    given_ = [Finding(start, end, kind, 0.9) for kind in ("EMAIL", "PERSON")]
    for item in [*beside_emails(text, given_), *speakers(text, given_)]:
        assert 0 <= item.start < item.end <= len(text)
