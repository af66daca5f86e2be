"""Shared strategies: texts with findings in them, as the engine would hand them to the masker."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import strategies as st

from spro.masking import KeyRing, Operator, make_operator
from spro.model import Finding
from spro.vault import MemoryVault, Scope

KEYS = KeyRing.of("an example secret of enough length")
CANARY = "canary-7f3a"

VALUES = {
    "PERSON": ["Anna Smith", "Boris", "Dr. Zoë Müller", "王伟", "Иван Петров", "Emma Miller", "<PERSON_1>", "PERSON_2"],
    "EMAIL": ["bob@corp.com", "emma.miller@example.com", "ANNA@X.DE"],
    "PHONE": ["+1 (415) 222-3333", "202-555-0100", "+49 171 1234567", "030 1234567"],
    "CREDIT_CARD": ["4111 1111 1111 1111", "378282246310005"],
    "IBAN": ["DE89 3704 0044 0532 0130 00", "GB29NWBK60161331926819"],
    "IP_ADDRESS": ["10.2.3.4", "192.0.2.1", "fe80::1"],
    "DATE": ["2024-03-05", "March 5, 2024", "5. März 2024"],
    "PASSWORD": ["hunter2hunter2", "\ud800\0\u202ep", "enc:v1:x:abc"],
}
FINDINGS = st.sampled_from([(type_, value) for type_, values in VALUES.items() for value in values])
FILLER = st.one_of(
    st.sampled_from([" ", ", ", " <b> ", " person 1 ", " <PERSON_1> ", " <person_3>'s ", " EMAIL_1 ", " &lt;PHONE_2&gt; "]),
    st.text(alphabet="abc \n<>&%_.\\", max_size=6).map(lambda text: f" {text} "),
    st.sampled_from(["", "x", "s", "-", "_", "1", "\\", "'s", "**", "[", "]", "(", "C:\\", "\\>", "é", "说", ":", "~"]),
)  # fmt: skip


@st.composite
def texts(draw: st.DrawFn) -> tuple[str, list[Finding]]:
    """A text and its findings."""
    text, findings = draw(FILLER), []
    for type_, value in draw(st.lists(FINDINGS, max_size=8)):
        findings.append(Finding(len(text), len(text) + len(value), type_, 1.0))
        text += value + draw(FILLER)
    return text, findings


def scope(name: str = "s") -> Scope:
    """A fresh scope in a vault of its own."""
    return Scope(name, MemoryVault(lambda: 0.0))


def finding(type_: str, subtype: str = "") -> Finding:
    """A finding of the type; operators do not look at its offsets."""
    return Finding(0, 1, type_, 1.0, subtype)


def apply(
    name: str, value: str, type_: str = "PERSON", params: Mapping[str, object] | None = None, where: Scope | None = None
) -> str:
    """What the operator makes of the value."""
    return operator(name, params).apply(value, finding(type_), where or scope())


def operator(name: str, params: Mapping[str, object] | None = None) -> Operator:
    """The operator, with keys."""
    return make_operator(name, params or {}, KEYS)
