"""Russian and Greek names in their grammatical cases, by ending: well enough for a model to know them bent."""

from __future__ import annotations

from typing import Final

__all__ = ["declined"]

# ending -> (genitive, dative, accusative, instrumental) endings, longest first
_RUSSIAN: Final = {
    "ская": ("ской", "ской", "скую", "ской"), "ский": ("ского", "скому", "ского", "ским"), "ова": ("овой", "овой", "ову", "овой"), "ева": ("евой", "евой", "еву", "евой"),
    "ина": ("иной", "иной", "ину", "иной"), "ов": ("ова", "ову", "ова", "овым"), "ев": ("ева", "еву", "ева", "евым"), "ин": ("ина", "ину", "ина", "иным"),
    "ия": ("ии", "ии", "ию", "ией"), "ий": ("ия", "ию", "ия", "ием"), "ья": ("ьи", "ье", "ью", "ьей"), "й": ("я", "ю", "я", "ем"), "а": ("ы", "е", "у", "ой"), "я": ("и", "е", "ю", "ей"), "ь": ("я", "ю", "я", "ем"),
}  # fmt: skip
_GREEK: Final = {
    "ος": ("ου", "ο"),
    "ός": ("ού", "ό"),
    "ης": ("η", "η"),
    "ής": ("ή", "ή"),
    "ας": ("α", "α"),
    "άς": ("ά", "ά"),
    "α": ("ας", "α"),
    "ά": ("άς", "ά"),
    "η": ("ης", "η"),
    "ή": ("ής", "ή"),
}
_CASES: Final = ("gen", "dat", "acc", "ins")


def declined(name: str, case: str, lang: str) -> str:
    """A name in a grammatical case, by its ending."""
    return " ".join(_declined(word, case, lang) for word in name.split())


def _declined(word: str, case: str, lang: str) -> str:
    if lang == "el":
        for ending, forms in _GREEK.items():
            if word.endswith(ending):
                return word[: -len(ending)] + forms[0 if case == "gen" else 1]
        return word
    number = _CASES.index(case)
    for ending, bent in _RUSSIAN.items():
        if word.endswith(ending):
            return word[: -len(ending)] + bent[number]
    return word + ("а", "у", "а", "ом")[number] if word[-1:].isalpha() and word[-1] not in "оеиуюыэ" else word
