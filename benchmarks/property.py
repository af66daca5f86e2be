"""How well own code is recognised: `python -m benchmarks.property [--json FILE]`; for records see `benchmarks.records`.

Own code are packages of this environment, public code others that nothing was learned from. Snippets are runs of lines
that are not blank, as they stand and with every name replaced (keywords and builtins stay). Lengths are in such lines.
"""

from __future__ import annotations

import argparse
import builtins
import importlib.util
import io
import keyword
import random
import tempfile
import time
import tokenize
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.tables import environment_line, save
from spro.cli.fingerprint import library
from spro.detection.property.documents import DocumentIndex, common_of, fingerprint, table_of
from spro.detection.property.winnow import Winnower
from spro.detection.property.words import prose
from spro.storage.property import PropertyStore

_KEY: Final = b"benchmark key of thirty-two byte"
_OWN: Final = ("hypothesis", "mypy", "aiohttp")
_PUBLIC: Final = ("click", "rich", "openai", "anthropic", "jsonschema", "uvicorn", "piptools")
_LENGTHS: Final = (5, 7, 10, 15, 20, 30, 50, 80)
_SNIPPETS: Final = 300
_PARTS: Final = ("mypyc", "mypy-extensions", "openai", "anthropic", "pip")
"""Belong to own or public packages, or hold them."""
_SMALLEST: Final = 2_000  # characters of a file that is taken


def files(packages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Python files of installed packages."""
    for package in packages:
        found = importlib.util.find_spec(package)
        assert found is not None
        assert found.origin is not None
        for path in sorted(Path(found.origin).parent.rglob("*.py")):
            text = path.read_text(encoding="utf-8", errors="replace")
            if len(text) >= _SMALLEST and "test" not in path.name:
                yield f"{package}/{path.name}", text


def renamed(text: str, chooser: random.Random) -> str | None:
    """The code with every name replaced, everywhere the same; None where Python cannot read it."""
    fresh: dict[str, str] = {}
    out = []
    try:
        for item in tokenize.generate_tokens(io.StringIO(text).readline):
            word = item.string
            free = item.type == tokenize.NAME and not keyword.iskeyword(word) and not hasattr(builtins, word)
            if free and word not in ("self", "cls"):
                word = fresh.setdefault(word, "".join(chooser.choices("abcdefghijkl", k=chooser.randint(2, 11))))
            out.append((item.type, word))
    except (tokenize.TokenError, IndentationError, SyntaxError):
        return None
    return tokenize.untokenize(out)


def snippets(texts: Sequence[str], length: int, chooser: random.Random) -> Iterator[str]:
    """Random runs of lines that hold more than marks."""
    made = 0
    while made < _SNIPPETS:
        kept = [line for line in chooser.choice(texts).splitlines() if any(char.isalnum() for char in line)]
        kept = [line for line in kept if not line.lstrip().startswith("#")]
        if len(kept) > length:
            start = chooser.randrange(len(kept) - length)
            made += 1
            yield "\n".join(kept[start : start + length])


def _index(
    own: Sequence[tuple[str, str]], winnower: Winnower, public: Sequence[Path]
) -> tuple[DocumentIndex, int, float]:
    """The index, its bytes, and CPU seconds for the own files alone."""
    common: set[int] = set()
    for path in (*library(), *(path for folder in public for path in sorted(folder.rglob("*.py")))):
        if not {*_OWN, *_PUBLIC, *_PARTS}.intersection(path.parts):
            common |= common_of(winnower, path.read_text(encoding="utf-8", errors="replace"))
    began = time.process_time()
    made = [fingerprint(winnower, text, code=True, common=common) for _, text in own]
    took = time.process_time() - began
    shapes = table_of((number, item.code) for number, item in enumerate(made))
    index = DocumentIndex("OWN", [name for name, _ in own], [len(i.code) for i in made], array("Q"), shapes, winnower)
    with tempfile.TemporaryDirectory() as folder:
        store = PropertyStore(Path(folder), "a benchmark's secret of thirty-two")
        made_of = [name for name, _ in own]
        stored = store.save_documents("OWN", made_of, [len(i.code) for i in made], array("Q"), shapes)
    return index, stored.size, took


def code_figures(public_folders: Sequence[Path]) -> dict[str, Any]:
    """Recall on copies and on renamed copies, false matches, size and speed."""
    winnower, chooser = Winnower(_KEY), random.Random(11)
    own = list(files(_OWN))
    public = [text for _, text in files(_PUBLIC)]
    index, size, took = _index(own, winnower, public_folders)
    kilobytes = sum(len(text) for _, text in own) / 1e3
    figures: dict[str, Any] = {
        "own, MB": round(kilobytes / 1e3, 2),
        "public, MB": round(sum(map(len, public)) / 1e6, 2),
        "index, kB per MB": round(size / kilobytes, 1),
        "learning, CPU us per kB": round(1e6 * took / kilobytes),
    }
    whole = [renamed(text, chooser) for _, text in own]
    moved = [text for text in whole if text]
    for name, texts in (("copied", [text for _, text in own]), ("renamed", moved), ("public", public)):
        for length in _LENGTHS:
            hits = [bool(index.find(text)) for text in snippets(texts, length, chooser)]
            figures[f"{name}, {length} lines"] = round(sum(hits) / len(hits), 3)
    sample = list(snippets(public, 40, chooser))
    began = time.process_time()
    for text in sample:
        index.find(text)
    figures["lookup, CPU us per kB"] = round(1e6 * (time.process_time() - began) / (sum(map(len, sample)) / 1e3))
    figures["whole public files with a finding"] = round(
        sum(bool(index.find(text)) for text in public) / len(public), 4
    )
    return figures


def prose_lookup() -> float:
    """CPU microseconds per kB of prose that is nobody's."""
    winnower = Winnower(_KEY)
    own = [text for _, text in files(_OWN[:1])][:20]
    made = [fingerprint(winnower, text, code=False) for text in own]
    table = table_of((number, item.prose) for number, item in enumerate(made))
    index = DocumentIndex("OWN", ["x"] * len(own), [len(i.prose) for i in made], table, array("Q"), winnower)
    text = ("The harbour master wrote that the ferry would be late again, and nobody on the quay was surprised. " * 20)[
        :2000
    ]
    assert prose(text)
    began = time.process_time()
    for _ in range(200):
        index.find(text)
    return round(1e6 * (time.process_time() - began) / 400)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--public", type=Path, action="append", default=[], help="public code beside Python's own")
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    result: dict[str, Any] = {"environment": environment_line(), "code": code_figures(arguments.public)}
    result["prose lookup, CPU us per kB"] = prose_lookup()
    for name, value in result.items():
        if isinstance(value, dict):
            print(name)
            for key, figure in value.items():
                print(f"  {key:40} {figure}")
        else:
            print(f"{name}: {value}")
    save(result, arguments.json)


if __name__ == "__main__":
    main()
