"""All benchmarks in turn: `python -m benchmarks [DATA]`. JSON and pictures go to `var/benchmarks`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

NAMES = ("speed", "rules_quality", "secret_detection", "unseen", "source_code")
OUT = Path("var/benchmarks")


def main() -> None:
    """Run each in a process of its own, so that none warms another's caches."""
    OUT.mkdir(parents=True, exist_ok=True)
    for name in NAMES:
        print(f"== {name}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}", *sys.argv[1:], "--json", str(OUT / f"{name}.json")]
        subprocess.run([*command, "--picture", str(OUT / f"{name}.svg")], check=False)


if __name__ == "__main__":
    main()
