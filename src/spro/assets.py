"""Finds what the package ships (rules, policies) and hands text to the core, which opens no file itself."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

__all__ = ["rule_files"]


def rule_files() -> Iterator[tuple[str, str]]:
    """``(name, TOML text)`` of every shipped rule file, in the order of their names."""
    folder = files("spro") / "data" / "rules"
    for path in sorted(folder.iterdir(), key=lambda p: p.name):
        if path.name.endswith(".toml"):
            yield path.name, path.read_text(encoding="utf-8")
