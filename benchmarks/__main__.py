"""All benchmarks in turn: `python -m benchmarks`. JSON and pictures go to `var/benchmarks`.

The labelled texts are looked for in ``SPRO_DATA``; `source_code` also needs the repositories that
`training/code_corpus.py` names.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

NAMES = {
    "speed": True,
    "rules_quality": True,
    "detection_quality": True,
    "secret_detection": True,
    "unseen": False,
    "source_code": False,
    "names_models": False,
    "exposure": False,
}
"""Name -> whether it draws a picture."""

OUT = Path("var/benchmarks")


def main() -> None:
    """Run each in a process of its own, so that none warms another's caches."""
    OUT.mkdir(parents=True, exist_ok=True)
    for name, draws in NAMES.items():
        print(f"== {name}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{name}", "--json", str(OUT / f"{name}.json")]
        drawn = ["--picture", str(OUT / f"{name}.svg")] if draws else []
        subprocess.run([*command, *drawn], check=False)


if __name__ == "__main__":
    main()
