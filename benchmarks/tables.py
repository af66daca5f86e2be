"""What all benchmarks share: where they ran, and writing their figures to a file."""

from __future__ import annotations

import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

__all__ = ["environment_line", "save"]


def environment_line() -> str:
    """Date, processor, cores, Python: figures mean nothing without them."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        for line in cpuinfo.read_text().splitlines():
            if line.startswith("model name"):
                model = line.split(":", 1)[1].strip()
                break
    today = datetime.now(UTC).date().isoformat()
    return f"{today}, {model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def save(result: dict[str, Any], path: Path | None) -> None:
    """Write the figures as JSON, if a file was named."""
    if path is not None:
        path.write_text(json.dumps(result, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
