"""Fills the project's templates (`templates/FORMAT.md` in the data): text with labelled spans."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from training.names.values import Person, Value, Values

__all__ = ["Row", "Template", "fill", "read_templates"]

_SLOT: Final = re.compile(r"\{\{([A-Z_]+)(?:\.([a-z_]+))?(?:#(\w+))?\}\}")
_LATER: Final = 0.75


class Row(NamedTuple):
    """A labelled text. ``known`` are the types its source marks; empty: all."""

    text: str
    spans: list[tuple[int, int, str]]
    source: str
    known: tuple[str, ...] = ()


@dataclass(frozen=True)
class Template:
    """One block of a template file."""

    id: str
    lang: str
    category: str
    text: str


def read_templates(folder: Path) -> Iterator[Template]:
    """Every template of the folder's `*.txt` and `*.txt.gz`."""
    for path in sorted([*folder.glob("*.txt"), *folder.glob("*.txt.gz")]):
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as stream:
            yield from _blocks(stream.read())


def _blocks(text: str) -> Iterator[Template]:
    for block in re.split(r"^=== ", text, flags=re.MULTILINE)[1:]:
        head, _, body = block.partition("\n")
        name, lang, category = (part.strip() for part in head.split("|"))
        yield Template(name, lang, category, body.strip("\n"))


@dataclass
class _Filling:
    values: Values
    lang: str
    people: dict[str, Person] = field(default_factory=dict)
    things: dict[tuple[str, str, str], Value] = field(default_factory=dict)

    def value(self, kind: str, form: str, number: str) -> Value:
        if kind == "PERSON":
            if not number:
                return self.values.person_form(self.values.person(self.lang), form, self.lang)
            who = self.people.setdefault(number, self.values.person(self.lang))
            return self.values.person_form(who, form, self.lang)
        if not number:
            return self.values.make(kind, form, self.lang)
        key = (kind, form, number)
        if key not in self.things:
            self.things[key] = self.values.make(kind, form, self.lang)
        return self.things[key]


def fill(template: Template, values: Values, source: str = "templates") -> Row:
    """The template with a value in every slot."""
    filling = _Filling(values, template.lang)
    lower = _is_lower(template.text)
    out, at = "", 0
    spans: list[tuple[int, int, str]] = []
    for slot in _SLOT.finditer(template.text):
        out += template.text[at : slot.start()]
        kind, form, number = slot.group(1), slot.group(2) or "", slot.group(3) or ""
        text, labelled = filling.value(kind, form, number)
        if lower and kind in ("PERSON", "ORG", "LOCATION", "ADDRESS", "DATE") and values.rng.random() < _LATER:
            lowered = text.lower()
            text = lowered if len(lowered) == len(text) else text
        spans += [(len(out) + start, len(out) + end, label) for start, end, label in labelled]
        out += text
        at = slot.end()
    out += template.text[at:]
    return Row(out, spans, source)


def _is_lower(text: str) -> bool:
    plain = _SLOT.sub("", text)
    letters = [letter for letter in plain if letter.isalpha()]
    return bool(letters) and sum(letter.isupper() for letter in letters) <= 0.01 * len(letters)
