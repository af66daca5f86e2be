"""How fast are the rules, and what do they cost to have: `python -m benchmarks.speed`.

All figures are CPU time of this process or, for peers, of theirs. A text's time is the best of several rounds; of the
texts, the median and the 99th percentile are shown. `dense` are 1 kB prompts full of values (data/dev/prompts_dev),
`sparse` 1 kB of ordinary prompts without any (data/injection/self_instruct).
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from benchmarks.tables import Panel, environment_line, picture, save
from spro import Spro
from spro.detection.text import prepare

ROUNDS = 30
SIZE = 1024
PEERS = Path(__file__).parents[1] / ".venv-peers" / "bin" / "python"


def prompts(data: Path, name: str) -> list[str]:
    """The texts of a data file, joined and cut to 1 kB each."""
    with gzip.open(data / name, "rt", encoding="utf-8") as file:
        text = "\n\n".join(json.loads(line)["text"] for line in file)
    return [text[at : at + SIZE] for at in range(0, min(len(text) - SIZE, 100 * SIZE), SIZE)]


def micros(call: Callable[[str], Any], texts: Sequence[str], rounds: int = ROUNDS) -> list[float]:
    """CPU microseconds for each text, best of rounds."""
    best = [float("inf")] * len(texts)
    for _ in range(rounds):
        for number, text in enumerate(texts):
            began = time.process_time_ns()
            call(text)
            best[number] = min(best[number], (time.process_time_ns() - began) / 1000)
    return best


def row(name: str, times: Sequence[float]) -> dict[str, Any]:
    """Median, 99th percentile and throughput."""
    ordered = sorted(times)
    return {
        "name": name,
        "p50_us": round(statistics.median(ordered), 1),
        "p99_us": round(ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))], 1),
        "mb_per_s": round(SIZE * len(ordered) / sum(ordered), 2),
    }


def raw_scan(spro: Spro, texts: Sequence[str]) -> list[float]:
    """Hyperscan alone over the same databases, hits thrown away."""
    scanner: Any = spro.rule_set.recognizer.scanner
    prepared = scanner.prepared()
    encoded = {text: prepare(text).text.encode() for text in texts}

    def scan(text: str) -> None:
        for database, scratch in prepared:
            database.scan(encoded[text], match_event_handler=None, scratch=scratch)

    return micros(scan, texts)


def peers(texts: Sequence[str], python: Path) -> dict[str, Any]:
    """Run the peers in their environment on the same texts."""
    if not python.exists():
        return {"peers": {"absent": "run `make peers`"}}
    script = Path(__file__).with_name("peer_engines.py")
    done = subprocess.run(
        [str(python), str(script), "10"], input=json.dumps(list(texts)), capture_output=True, text=True, check=True
    )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def throughput(spro: Spro, texts: Sequence[str], sizes: Sequence[int]) -> list[dict[str, Any]]:
    """CPU time per MB for growing texts: linear if the last column stays."""
    text = "\n".join(texts)
    rows = []
    for size in sizes:
        big = (text * (size // len(text) + 1))[:size]
        began = time.process_time()
        spro.detect(big)
        seconds = time.process_time() - began
        rows.append({"mb": size / 1e6, "cpu_s": round(seconds, 3), "mb_per_s": round(size / 1e6 / seconds, 2)})
    return rows


def threads(spro: Spro, texts: Sequence[str]) -> float:
    """Wall-clock speed-up of two threads over one on sparse texts of 64 kB."""
    text = "\n".join(texts)
    chunks = [(text * 2)[at : at + 65_536] for at in range(0, len(text) // 2, 4096)] * 8

    def work(share: Sequence[str]) -> None:
        for chunk in share:
            spro.detect(chunk)

    def run(number: int) -> float:
        workers = [threading.Thread(target=work, args=(chunks[i::number],)) for i in range(number)]
        began = time.perf_counter()
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        return time.perf_counter() - began

    run(2)
    return round(statistics.median(run(1) / run(2) for _ in range(5)), 2)


def start_up() -> dict[str, Any]:
    """Import time, first call with cached rules, memory: each in a process of its own."""
    script = (
        "import time; a = time.perf_counter(); import spro; b = time.perf_counter(); c = spro.Spro();"
        "c.secure('Mail anna@brightpost-mail.org, +44 7911 523084'); d = time.perf_counter();"
        "rss = [l for l in open('/proc/self/status') if l.startswith('VmRSS')][0].split()[1] if __import__('os').path"
        ".exists('/proc/self/status') else 0; print(b - a, d - b, int(rss) / 1024)"
    )
    results = []
    for _ in range(5):
        done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
        results.append([float(part) for part in done.stdout.split()])
    imports, calls, memory = zip(*results, strict=True)
    return {
        "import_ms": round(1000 * statistics.median(imports), 1),
        "first_call_ms": round(1000 * statistics.median(calls), 1),
        "rss_mb": round(statistics.median(memory), 1),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", default=os.environ.get("SPRO_DATA", "../shared/data"), type=Path)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--picture", type=Path, help="SVG or PNG file")
    parser.add_argument("--peers", default=PEERS, type=Path, help="Python of the peers' environment")
    parser.add_argument("--largest", type=int, default=100, help="largest text in MB")
    options = parser.parse_args()
    spro = Spro()
    result: dict[str, Any] = {"environment": environment_line(), "start_up": start_up(), "texts": {}}
    for kind, name in (("dense", "dev/prompts_dev.jsonl.gz"), ("sparse", "injection/self_instruct.train.jsonl.gz")):
        texts = prompts(options.data, name)
        raw = raw_scan(spro, texts)
        ours = micros(spro.detect, texts)
        rows = [row("raw Hyperscan, same databases", raw), row("Spro detect", ours)]
        rows.append(row("Spro secure", micros(lambda text: spro.secure(text, scope="bench"), texts, 10)))
        spro.forget("bench")
        for peer, answer in peers(texts, options.peers).items():
            rows.append({"name": peer, **answer} if "absent" in answer else row(peer, answer["us"]))
        base = rows[1]["mb_per_s"]
        for entry in rows:
            entry["times_spro"] = round(base / entry["mb_per_s"], 2) if "mb_per_s" in entry else None
        result["texts"][kind] = rows
    dense = prompts(options.data, "dev/prompts_dev.jsonl.gz")
    result["growth"] = throughput(spro, dense, (10_000, 1_000_000, 10_000_000, options.largest * 1_000_000))
    result["two_threads"] = threads(spro, prompts(options.data, "injection/self_instruct.train.jsonl.gz"))
    show(result)
    save(result, options.json)
    shown = {
        f"{e['name']}, {kind}": e["p50_us"] for kind, rows in result["texts"].items() for e in rows if "p50_us" in e
    }
    picture(
        options.picture, Panel("Rules only, 1 kB prompts", "CPU microseconds, median (log)", shown, logarithmic=True)
    )


def show(result: dict[str, Any]) -> None:
    """Tables on the terminal."""
    console = Console(width=110)
    console.print(result["environment"], platform.python_version())
    for kind, rows in result["texts"].items():
        table = Table("engine", "p50 us", "p99 us", "MB/s", "Spro is faster by", title=f"1 kB prompts, {kind}")
        for entry in rows:
            if "absent" in entry:
                table.add_row(entry["name"], "absent", "", "", entry["absent"][:60])
            else:
                table.add_row(*(str(entry[key]) for key in ("name", "p50_us", "p99_us", "mb_per_s", "times_spro")))
        console.print(table)
    table = Table("MB", "CPU s", "MB/s", title="Growth (dense)")
    for entry in result["growth"]:
        table.add_row(*(str(entry[key]) for key in ("mb", "cpu_s", "mb_per_s")))
    console.print(table)
    console.print("start-up", result["start_up"], "two threads", result["two_threads"])


if __name__ == "__main__":
    main()
