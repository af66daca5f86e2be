"""Own records at full size: `python -m benchmarks.records [--records N] [--prompts N] [--json FILE]`.

Generated records are learned, written to disk as `spro fingerprint add` does, read back and looked up. Accounts of
records are even and those of random prompts odd, so every match in a prompt is a false one; names and streets are
shared by all. Progress goes to standard error.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from benchmarks.tables import environment_line, save
from spro.detection.property.records import Builder
from spro.storage.property import PropertyStore

_ACCOUNTS: Final = 4_500_000_000
_STEP: Final = 2_654_435_761
"""Shares no factor with the number of accounts, so no two records have the same."""
_KEPT: Final = 2_000
_FIRST: Final = ("Anna", "Boris", "Chloe", "Dmitri", "Elena", "Farid", "Greta", "Hugo", "Ines", "Jonas")
_LAST: Final = [a + b for a in ("Lind", "Berg", "Hallo", "Okaf", "Novak", "Duar") for b in ("qvist", "ran", "or", "e")]


def account(number: int, *, odd: bool = False) -> str:
    """Ten digits."""
    return str(1_000_000_000 + number * _STEP % _ACCOUNTS * 2 + odd)


def _others(chooser: random.Random) -> tuple[str, str]:
    name = f"{chooser.choice(_FIRST)} {chooser.choice(_LAST)}"
    return name, f"{chooser.choice(_LAST)} Street {chooser.randrange(1, 200)}"


def _counted(count: int, what: str) -> Iterator[int]:
    """Numbers, with a line on standard error for each tenth."""
    began = time.monotonic()
    for number in range(count):
        if number % max(1, count // 10) == 0:
            print(f"{what}: {number:,} of {count:,}, {time.monotonic() - began:.0f} s", file=sys.stderr)
        yield number


def _peak() -> int:
    """MB that this process had in memory at most."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def figures(count: int, prompts: int) -> dict[str, Any]:
    """Size, memory, recall, false matches and time."""
    chooser = random.Random(5)
    with tempfile.TemporaryDirectory() as folder:
        store = PropertyStore(Path(folder), "a benchmark's secret of thirty-two")
        builder = Builder(store.digests(), 2)
        kept: list[tuple[str, str, str]] = []
        began = time.process_time()
        for number in _counted(count, "learning"):
            name, street = _others(chooser)
            builder.add(account(number), (name, street))
            if number % max(1, count // _KEPT) == 0:
                kept.append((account(number), name, street))
        made = store.save_records("CRM", ["name", "street"], [], builder.count, builder.entries())
        built, peak = time.process_time() - began, _peak()
        began = time.process_time()
        index = store.recognizer()
        assert index is not None
        opened = time.process_time() - began
        texts = [f"Customer {name} of {street} with account {number} asks again." for number, name, street in kept]
        recall = sum(len(index.find(text, 0.0)) == 3 for text in texts) / len(texts)
        false, size, lookups = 0, 0, 0.0
        for number in _counted(prompts, "prompts"):
            name, street = _others(chooser)
            text = f"Order {account(chooser.randrange(_ACCOUNTS), odd=True)} for {name}, {street}, by Friday, {number}."
            began = time.process_time()
            false += bool(index.find(text, 0.0))
            lookups += time.process_time() - began
            size += len(text)
    return {
        "records": made.count,
        "index on disk, MB": round(made.size / 1e6, 1),
        "building, CPU us per record": round(1e6 * built / count, 1),
        "peak memory after building, MB": peak,
        "opening, CPU s": round(opened, 2),
        "peak memory with the index open, MB": _peak(),
        "found, all three values": round(recall, 4),
        "random prompts": prompts,
        "false matches": false,
        "lookup, CPU us per prompt": round(1e6 * lookups / max(1, prompts), 1),
        "lookup, CPU us per kB": round(1e9 * lookups / max(1, size)),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000_000)
    parser.add_argument("--prompts", type=int, default=1_000_000)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    result = {"environment": environment_line(), **figures(arguments.records, arguments.prompts)}
    for name, value in result.items():
        print(f"{name:40} {value}")
    save(result, arguments.json)


if __name__ == "__main__":
    main()
