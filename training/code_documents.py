"""Labelled documents of prose and code, made at random from `code_corpus.py` and `code_negatives.py`.

Each line is labelled: 1 code, 0 prose, None not judged (blank lines and fences). Equal seeds give equal documents.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from training.code_corpus import Sources
from training.code_negatives import hard_negative

_COMMENT: Final = re.compile(r"\s*(?://|#(?!include|define|if|endif|else|pragma|\[|!)|/?\*|--|<!--|\"\"\"|''')")
_LICENCE: Final = re.compile(r"copyright|licen[cs]e|all rights reserved", re.IGNORECASE)


@dataclass
class Document:
    """Lines with labels; ``languages`` names the language of each code line; ``kind`` says what was generated."""

    kind: str
    lines: list[str] = field(default_factory=list)
    labels: list[int | None] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    fenced: list[bool] = field(default_factory=list)
    origins: list[str] = field(default_factory=list)
    source: str = ""

    @property
    def text(self) -> str:
        """The document as one string."""
        return "\n".join(self.lines)

    def add(
        self, lines: Iterable[str], label: int, language: str = "", *, fenced: bool = False, origin: str = ""
    ) -> None:
        """Append lines of one kind, from a repository or prose source."""
        for line in lines:
            self.lines.append(line)
            self.labels.append(label if line.strip() else None)
            self.languages.append(language)
            self.fenced.append(fenced)
            self.origins.append(origin)

    def fence(self, line: str) -> None:
        """Append a line that is not judged: a fence or a blank."""
        self.lines.append(line)
        self.labels.append(None)
        self.languages.append("")
        self.fenced.append(False)
        self.origins.append("")


_INTROS: Final = (
    "Why does this not work?|Please review the following code:|Here is my code:|fix this|Can you explain what this does?|"
    "I get an error with this function:|Refactor this please.|Translate it to another language:|was macht dieser Code?|"
    "Voici mon code :|Optimise the following for readability|my current version:|What is wrong here?|"
    "Given this snippet, write unit tests.|Document the function below.|请解释下面的代码：|Este es el código:",
    "could you look at this|The code in question:|Find the bug in this:|Add type hints to it.|how can I make that faster?|"
    "Complete the code below|Ecco il codice:|Write a docstring for this one:|This is what I have so far:|"
    "Här är koden:|Convert the following|この関数を説明してください|It fails in production only, see below:|rewrite this",
)


def excerpt(lines: list[str], rng: random.Random, language: str = "") -> list[str]:
    """2 to 30 lines of a file, mostly code, with their indentation or without; none if the file has none."""
    for _ in range(20):
        length = min(len(lines), rng.choice((2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25, 30)))
        start = rng.randrange(0, len(lines) - length + 1)
        part = lines[start : start + length]
        filled = [line for line in part if line.strip()]
        comments = sum(1 for line in filled if _COMMENT.match(line))
        if len(filled) < 2 or comments > len(filled) * 0.4 or any(_LICENCE.search(line) for line in part):
            continue
        if not any(re.search(r"[=(){}<>;:\[\]]", line) for line in filled):
            continue
        if rng.random() < 0.4:
            part = [line for line in part if not _COMMENT.match(line)]
        part = _trimmed(part)
        if sum(1 for line in part if line.strip()) >= 2:
            # SQL is written in lower case as often, but not in these repositories.
            lower = language == "SQL" and rng.random() < 0.35
            return _indented([line.lower() for line in part] if lower else part, rng)
    return []


def _trimmed(part: list[str]) -> list[str]:
    """Without blank lines and comments at the ends: alone, nobody could tell them from prose."""
    while part and (not part[0].strip() or _COMMENT.match(part[0])):
        part = part[1:]
    while part and (not part[-1].strip() or _COMMENT.match(part[-1])):
        part = part[:-1]
    return part


def _indented(part: list[str], rng: random.Random) -> list[str]:
    """As people paste it: dedented, as it stood, or with all indentation lost."""
    draw = rng.random()
    if draw < 0.6:
        shared = min(len(line) - len(line.lstrip()) for line in part if line.strip())
        return [line[shared:] for line in part]
    return [line.strip() for line in part] if draw < 0.72 else part


def document(parts: Sources, rng: random.Random) -> Document:
    """One document: prose only, hard negatives among prose, or prose and code mixed."""
    draw = rng.random()
    if draw < 0.12:
        made = Document("hard")
        made.source, lines = hard_negative(rng, held=parts.held)
        if rng.random() < 0.5:
            _add_prose(made, parts, rng)
            made.fence("")
        made.add(lines, 0)
        return made
    made = Document("prose" if draw < 0.4 else "mixed")
    if made.kind == "prose":
        _add_prose(made, parts, rng)
        return made
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        _introduce(made, parts, rng)
        if made.lines and rng.random() < 0.7:
            made.fence("")
        _add_code(made, parts, rng)
        if rng.random() < 0.7:
            made.fence("")
    if rng.random() < 0.6:
        _add_prose(made, parts, rng)
    return made


def _introduce(made: Document, parts: Sources, rng: random.Random) -> None:
    """What stands above a paste: prose, a usual sentence, a few words, or nothing."""
    draw = rng.random()
    if draw < 0.45:
        _add_prose(made, parts, rng)
    elif draw < 0.7:
        made.add([rng.choice(_INTROS[parts.held].split("|"))], 0)
    elif draw < 0.9:
        made.add([_clipped(parts, rng)], 0)


def _add_prose(made: Document, parts: Sources, rng: random.Random) -> None:
    source = rng.choice(sorted(parts.prose))
    paragraphs = rng.choice(parts.prose[source])
    start = rng.randrange(len(paragraphs))
    made.source = made.source or source
    for index, paragraph in enumerate(paragraphs[start : start + rng.choice((1, 1, 2, 3, 5))]):
        if index:
            made.fence("")
        made.add(paragraph.split("\n")[:25], 0, origin=source)


def _clipped(parts: Sources, rng: random.Random) -> str:
    """A few words of prose, as people write above a paste."""
    paragraphs = rng.choice(parts.prose[rng.choice(sorted(parts.prose))])
    words = re.findall(r"[^\W\d_]+", rng.choice(paragraphs))[: rng.randint(2, 6)]
    said = " ".join(words) or "look here"
    return (said.lower() if rng.random() < 0.5 else said) + rng.choice(("", "", ":", ":", "?", "...", "."))


def _add_code(made: Document, parts: Sources, rng: random.Random) -> None:
    language = rng.choice(sorted(parts.code))
    repository = rng.choice(sorted({name for name, _ in parts.code[language]}))
    lines = excerpt(rng.choice([text for name, text in parts.code[language] if name == repository]), rng, language)
    fenced = rng.random() < 0.25
    if fenced:
        mark = rng.choice(("```", "```", "~~~", "````"))
        made.fence(mark + (language.lower() if rng.random() < 0.5 else ""))
    made.add(lines, 1, language, fenced=fenced, origin=repository)
    if fenced:
        made.fence(mark)


def documents(parts: Sources, count: int, seed: int) -> list[Document]:
    """``count`` documents; equal seeds give equal documents."""
    rng = random.Random(seed)
    return [document(parts, rng) for _ in range(count)]
