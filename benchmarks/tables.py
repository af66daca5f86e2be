"""What all benchmarks share: where they ran, and writing their figures to a file."""

from __future__ import annotations

import json
import os
import platform
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

__all__ = ["Panel", "environment_line", "picture", "save"]


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


class Panel(NamedTuple):
    """A bar for each name."""

    title: str
    unit: str
    values: dict[str, float]
    logarithmic: bool = False


def picture(path: Path | None, *panels: Panel) -> None:
    """Panels one under the other, if a file was named (SVG or PNG by its ending)."""
    if path is None:
        return
    import matplotlib as mpl

    mpl.use("agg")
    from matplotlib import pyplot as plt

    heights = [0.4 * len(panel.values) + 1.2 for panel in panels]
    figure, grid = plt.subplots(
        len(panels), figsize=(8, sum(heights)), height_ratios=heights, layout="constrained", squeeze=False
    )
    for axes, panel in zip(grid[:, 0], panels, strict=True):
        colours = ["#3b6ea5" if "Spro" in name else "#b0b7bf" for name in panel.values]
        bars = axes.barh(list(panel.values), list(panel.values.values()), color=colours)
        axes.bar_label(bars, fmt=lambda value: f"{value:,.0f}" if value >= 100 else f"{value:.3g}", padding=4)
        axes.invert_yaxis()
        axes.set_xlabel(panel.unit)
        axes.set_title(panel.title, loc="left")
        axes.spines[["top", "right"]].set_visible(False)
        if panel.logarithmic:
            axes.set_xscale("log")
    figure.savefig(path, metadata={"Date": None} if path.suffix == ".svg" else None)
    plt.close(figure)
