"""How well own code, documents and records are recognised: `python -m benchmarks.property [--records N] [--json FILE]`.

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
import sysconfig
import time
import tokenize
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.tables import environment_line, save
from spro.detection.property.documents import DocumentIndex, fingerprint, table_of
from spro.detection.property.records import Builder, Digests, RecordIndex
from spro.detection.property.winnow import Winnower
from spro.detection.property.words import prose, structure

_KEY: Final = b"benchmark key of thirty-two byte"
_OWN: Final = ("hypothesis", "mypy", "aiohttp")
_PUBLIC: Final = ("click", "rich", "openai", "anthropic", "jsonschema", "uvicorn", "piptools")
_LENGTHS: Final = (5, 10, 30)
_SNIPPETS: Final = 300
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


def _index(own: Sequence[tuple[str, str]], winnower: Winnower) -> tuple[DocumentIndex, int]:
    library = Path(sysconfig.get_paths()["stdlib"])
    common: set[int] = set()
    for path in sorted(library.glob("*.py")):
        text = path.read_text(encoding="utf-8", errors="replace")
        common |= {mark.value for read in (prose, structure) for mark in winnower.marks(read(text))}
    made = [fingerprint(winnower, text, code=True, common=common) for _, text in own]
    words = table_of((number, item.prose) for number, item in enumerate(made))
    shapes = table_of((number, item.code) for number, item in enumerate(made))
    sizes = [len(item.prose) + len(item.code) for item in made]
    index = DocumentIndex("OWN", [name for name, _ in own], sizes, words, shapes, winnower)
    return index, 8 * (len(words) + len(shapes))


def code_figures() -> dict[str, Any]:
    """Recall on copies and on renamed copies, false matches, size and speed."""
    winnower, chooser = Winnower(_KEY), random.Random(11)
    own = list(files(_OWN))
    public = [text for _, text in files(_PUBLIC)]
    began = time.process_time()
    index, size = _index(own, winnower)
    kilobytes = sum(len(text) for _, text in own) / 1e3
    figures: dict[str, Any] = {
        "own, MB": round(kilobytes / 1e3, 2),
        "public, MB": round(sum(map(len, public)) / 1e6, 2),
        "index, kB per MB": round(size / kilobytes, 1),
        "learning, CPU us per kB": round(1e6 * (time.process_time() - began) / kilobytes),
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


def record_figures(count: int, prompts: int) -> dict[str, Any]:
    """Size, recall, and matches in random prompts that hold as many numbers and names as records do."""
    digests, chooser = Digests(_KEY), random.Random(5)
    first = ["Anna", "Boris", "Chloe", "Dmitri", "Elena", "Farid", "Greta", "Hugo", "Ines", "Jonas"]
    last = [f"{a}{b}" for a in ("Lind", "Berg", "Hallo", "Okaf", "Novak", "Duar") for b in ("qvist", "ran", "or", "e")]

    def row() -> tuple[str, str, str]:
        name = f"{chooser.choice(first)} {chooser.choice(last)}"
        return str(chooser.randrange(10**9, 10**10)), name, f"{chooser.choice(last)} Street {chooser.randrange(1, 200)}"

    builder = Builder(digests, 2)
    began = time.process_time()
    kept = []
    for number in range(count):
        made = row()
        builder.add(made[0], made[1:])
        if number % max(1, count // 500) == 0:
            kept.append(made)
    data = b"".join(builder.entries())
    built = time.process_time() - began
    index = RecordIndex("CRM", ["name", "street"], [], memoryview(data), digests)
    texts = [f"Customer {name} with account {account} asks again." for account, name, _ in kept]
    recall = sum(len(index.find(text)) == 2 for text in texts) / len(texts)
    false = sum(bool(index.find(f"Order {a} for {n}, {s}, by Friday.")) for a, n, s in (row() for _ in range(prompts)))
    return {
        "records": count,
        "bytes per record": round(len(data) / count, 1),
        "10 million records, MB": round(len(data) / count * 10),
        "building, CPU us per record": round(1e6 * built / count, 1),
        "found": round(recall, 3),
        "random prompts": prompts,
        "matches in random prompts": false,
    }


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
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--prompts", type=int, default=1_000_000)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    result: dict[str, Any] = {"environment": environment_line(), "code": code_figures()}
    result["prose lookup, CPU us per kB"] = prose_lookup()
    result["records"] = record_figures(arguments.records, arguments.prompts)
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
