"""Public code by package, and which of it is for what: for the shipped filter, for choosing thresholds, or for measuring.

Packages are split by the digest of their names, so that nobody chooses; vendored copies and sisters that share code
(generated from one template, or a new edition) go where their original goes. Those that the benchmark has always used
are for measuring.
"""

from __future__ import annotations

import hashlib
import json
import re
import sysconfig
from collections.abc import Iterable, Iterator
from importlib.metadata import Distribution, distributions
from pathlib import Path, PurePath
from typing import Final, Literal

from spro.detection.property.words import CODE_SUFFIXES

__all__ = ["MEASURED", "OWN", "installed", "library", "licences", "node_modules", "split_of"]

Part = Literal["filter", "thresholds", "measuring"]
OWN: Final = ("hypothesis", "mypy", "aiohttp")
MEASURED: Final = ("click", "rich", "openai", "jsonschema", "uvicorn", "pip_tools")
_SISTERS: Final = {"anthropic": "openai", "httpx2": "httpx", "httpcore2": "httpcore"}
_PERMISSIVE: Final = re.compile(
    r"\b(?:MIT|BSD|Apache|ISC|PSF|Python Software Foundation|MPL|Mozilla|HPND|Unlicense|CC0|0BSD|Zlib|BlueOak)\b|matplotlib"
)
_LICENCE: Final = re.compile(r"LICEN[CS]E|COPYING|NOTICE", re.IGNORECASE)
_LEFT_OUT: Final = frozenset("test tests testing idle_test lib2to3 site-packages dist-packages".split())
_VENDORED: Final = frozenset("_vendor _vendored _distutils third_party".split())


def split_of(package: str) -> Part:
    """What a package is for."""
    name = re.sub(r"[-_.]+", "_", package.lower())
    name = next((_SISTERS[known] for known in _SISTERS if name.startswith(known)), name)
    if any(name.startswith(known) for known in (*OWN, *MEASURED)):
        return "measuring"
    bucket = hashlib.sha256(name.encode()).digest()[0] % 10
    return "measuring" if bucket < 2 else "thresholds" if bucket < 4 else "filter"


def installed(folders: Iterable[str | None]) -> Iterator[tuple[str, list[Path]]]:
    """Code files of the installed packages of a permissive licence, by name; vendored copies under their own.

    Args:
        folders: `site-packages`; None for those of this Python.
    """
    for found in _distributions(folders):
        by_name: dict[str, list[Path]] = {}
        for file in found.files or ():
            if file.suffix in CODE_SUFFIXES and not _LEFT_OUT.intersection(file.parts):
                name = _vendored(file) or found.metadata["Name"]
                by_name.setdefault(name, []).append(Path(str(found.locate_file(file))))
        yield from by_name.items()


def licences(folders: Iterable[str | None]) -> Iterator[tuple[str, list[Path]]]:
    """Licences and notices of those packages."""
    for found in _distributions(folders):
        files = [file for file in found.files or () if _LICENCE.match(file.name) and file.suffix not in CODE_SUFFIXES]
        yield found.metadata["Name"], [Path(str(found.locate_file(file))) for file in files]


def _distributions(folders: Iterable[str | None]) -> Iterator[Distribution]:
    seen = set()
    for folder in folders:
        for found in distributions() if folder is None else distributions(path=[folder]):
            if found.metadata["Name"] not in seen and permissive(found):
                seen.add(found.metadata["Name"])
                yield found


def permissive(found: Distribution) -> bool:
    """Whether a distribution says that its licence is one of those."""
    keys = ("License-Expression", "License", "Classifier")
    said = [
        line[:200]
        for key in keys
        for line in found.metadata.get_all(key) or ()
        if key != "Classifier" or "License" in line
    ]
    return any(map(_PERMISSIVE.search, said)) and not any("GPL" in line for line in said)


def _vendored(file: PurePath) -> str:
    inner = [at for at, part in enumerate(file.parts[:-1]) if part in _VENDORED]
    return file.parts[inner[-1] + 1].removesuffix(".py") if inner else ""


def library() -> list[Path]:
    """The library of Python itself, without its tests and what was installed beside it."""
    folder = Path(sysconfig.get_paths()["stdlib"])
    return sorted(path for path in folder.rglob("*.py") if not _LEFT_OUT.intersection(path.relative_to(folder).parts))


def node_modules(folder: Path) -> Iterator[tuple[str, list[Path]]]:
    """Code files of packages that npm installed, by name, of a permissive licence."""
    for path in sorted(folder.rglob("package.json")):
        if path.parent.parent.name == "node_modules" or path.parent.parent.name.startswith("@"):
            said = json.loads(path.read_text(encoding="utf-8"))
            if _PERMISSIVE.search(str(said.get("license"))):
                files = [file for file in path.parent.rglob("*") if file.suffix in CODE_SUFFIXES and file.is_file()]
                yield (
                    said["name"],
                    [file for file in files if "node_modules" not in file.relative_to(path.parent).parts],
                )
