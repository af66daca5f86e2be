"""How well own code is recognised: `python -m benchmarks.property [--json FILE]`; for records see `benchmarks.records`.

Own code are packages of this environment, public code others. None of them is in the shipped filter of public code, and
no threshold was chosen on them: `training/property/packages.py` splits packages by the digest of their names. Snippets
are runs of lines that are not blank, as they stand and with every name replaced (keywords and builtins stay). Lengths
are in such lines.
"""

from __future__ import annotations

import argparse
import builtins
import importlib.util
import io
import keyword
import random
import statistics
import tempfile
import time
import tokenize
from array import array
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.tables import environment_line, save
from spro.assets import public_code
from spro.detection.property.documents import Asked, DocumentIndex, fingerprint, table_of
from spro.detection.property.winnow import WINDOW, K, Sealing
from spro.detection.property.words import code
from spro.storage.property import PropertyStore
from training.property.packages import OWN, installed, split_of

_SEALING: Final = Sealing(b"benchmark key of thirty-two byte")
_PUBLIC: Final = ("click", "rich", "openai", "anthropic", "jsonschema", "uvicorn", "piptools")
_LENGTHS: Final = (5, 7, 10, 15, 20, 30, 50, 80)
_SNIPPETS: Final = 1_000
_ROUNDS: Final = 5
_SMALLEST: Final = 2_000  # characters of a file that is taken


def files(packages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Python files of installed packages."""
    for package in packages:
        found = importlib.util.find_spec(package)
        assert found is not None
        assert found.origin is not None
        yield from _read(package, sorted(Path(found.origin).parent.rglob("*.py")))


def _others() -> Iterator[tuple[str, str]]:
    """Python files of all other packages that are for measuring: nobody chose them."""
    known = (*OWN, *_PUBLIC, "pip_tools")
    for package, paths in installed([None]):
        if split_of(package) == "measuring" and not package.replace("-", "_").startswith(known):
            yield from _read(package, sorted(path for path in paths if path.suffix == ".py"))


def _read(package: str, paths: Sequence[Path]) -> Iterator[tuple[str, str]]:
    for path in paths:
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


def snippets(texts: Sequence[str], length: int, chooser: random.Random, count: int = _SNIPPETS) -> Iterator[str]:
    """Random runs of lines that hold more than marks."""
    made = 0
    while made < count:
        kept = [line for line in chooser.choice(texts).splitlines() if any(char.isalnum() for char in line)]
        kept = [line for line in kept if not line.lstrip().startswith("#")]
        if len(kept) > length:
            start = chooser.randrange(len(kept) - length)
            made += 1
            yield "\n".join(kept[start : start + length])


class _Own:
    """The index of own code, and what it took."""

    def __init__(self, own: Sequence[tuple[str, str]]) -> None:
        common = public_code()
        began = time.process_time()
        made = [fingerprint(_SEALING, text, code=True, common=common) for _, text in own]
        self.seconds = time.process_time() - began
        names, sizes = [name for name, _ in own], [item.sizes for item in made]
        table = table_of((number, item.code) for number, item in enumerate(made))
        self.index = DocumentIndex("OWN", names, sizes, array("Q"), table)
        self.known = frozenset[int]().union(*(item.code for item in made))
        with tempfile.TemporaryDirectory() as folder:
            store = PropertyStore(Path(folder), "a benchmark's secret of thirty-two")
            self.size = store.save_documents("OWN", names, sizes, array("Q"), table).size

    def finds(self, text: str) -> bool:
        """Whether any of it is called own."""
        return bool(self.index.find(Asked(text, _SEALING)))

    def nothing_of_its_own(self, text: str) -> bool:
        """Whether no fingerprint of it was learned: whatever else may decide, this cannot be found."""
        asked = Asked(text, _SEALING)
        readings = [asked.exact, *([asked.shape] if asked.shape else [])]
        return not any(self.known.intersection(reading.fingerprints) for reading in readings)


def code_figures() -> dict[str, Any]:
    """Recall on copies and on renamed copies, false matches, size and speed."""
    chooser = random.Random(11)
    own = list(files(OWN))
    public, others = ([text for _, text in found] for found in (files(_PUBLIC), _others()))
    made = _Own(own)
    kilobytes = sum(len(text) for _, text in own) / 1e3
    figures: dict[str, Any] = {
        "own, MB": round(kilobytes / 1e3, 2),
        "public, MB": round(sum(map(len, public)) / 1e6, 2),
        "other public, MB": round(sum(map(len, others)) / 1e6, 2),
        "index, kB per MB": round(made.size / kilobytes, 1),
        "learning, CPU us per kB": round(1e6 * made.seconds / kilobytes),
    }
    moved = [text for _, whole in own if (text := renamed(whole, chooser))]
    sets = {"copied": [text for _, text in own], "renamed": moved, "public": public, "other public": others}
    for name, texts in sets.items():
        for length in _LENGTHS:
            taken = list(snippets(texts, length, chooser))
            figures[f"{name}, {length} lines"] = round(sum(map(made.finds, taken)) / len(taken), 3)
            if length == _LENGTHS[0] and "public" not in name:
                empty = sum(map(made.nothing_of_its_own, taken)) / len(taken)
                short = sum(len(code(text)) < K + WINDOW - 1 for text in taken) / len(taken)
                figures[f"{name}, {length} lines, without a fingerprint of its own"] = round(empty, 3)
                figures[f"{name}, {length} lines, fewer words than are sure to be found"] = round(short, 3)
    for length in (5, 10):
        around = snippets(public, 40, chooser)
        mixed = [
            f"{text}\n{own_lines}"
            for text, own_lines in zip(around, snippets(sets["copied"], length, chooser), strict=True)
        ]
        figures[f"copied, {length} lines after 40 public ones"] = round(sum(map(made.finds, mixed)) / len(mixed), 3)
    for name, texts in (("public", public), ("other public", others)):
        figures[f"whole {name} files with a finding"] = round(sum(map(made.finds, texts)) / len(texts), 4)
    figures["lookup, CPU us per kB"] = _spent(made.finds, list(snippets(public, 40, chooser, 300)))
    return figures


def _spent(ask: Callable[[str], bool], texts: Sequence[str]) -> int:
    """Median CPU microseconds for a kB."""
    rounds = []
    for _ in range(_ROUNDS):
        began = time.process_time()
        for text in texts:
            ask(text)
        rounds.append(time.process_time() - began)
    return round(1e9 * statistics.median(rounds) / sum(map(len, texts)))


def prose_lookup() -> float:
    """CPU microseconds per kB of prose that is nobody's."""
    own = [text for _, text in files(OWN[:1])][:20]
    made = [fingerprint(_SEALING, text, code=False) for text in own]
    table = table_of((number, item.prose) for number, item in enumerate(made))
    index = DocumentIndex("OWN", ["x"] * len(own), [item.sizes for item in made], table, array("Q"))
    line = "The harbour master wrote that the ferry would be late again, and nobody on the quay was surprised. "
    return _spent(lambda text: bool(index.find(Asked(text, _SEALING))), [(line * 20)[:2000]] * 200)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    result: dict[str, Any] = {"environment": environment_line(), "code": code_figures()}
    result["prose lookup, CPU us per kB"] = prose_lookup()
    for name, value in result.items():
        if isinstance(value, dict):
            print(name)
            for key, figure in value.items():
                print(f"  {key:60} {figure}")
        else:
            print(f"{name}: {value}")
    save(result, arguments.json)


if __name__ == "__main__":
    main()
