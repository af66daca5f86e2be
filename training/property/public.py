"""Makes the filter of public code: `python -m training.property.public [--site DIR] [--thresholds] OUT`.

Read are the packages of `packages.py` that are for the filter (installed here and in each ``--site``, by npm, and the
repositories of `training.code_corpus` for training, if they are there). Into the filter go hashes of

1. Python's own library,
2. what two or more packages have,
3. structure without strings or numbers that two or more files have: idioms,
4. licences and notices that two or more packages have, as prose.

Only hashes are kept. ``--thresholds`` leaves more packages out, those that thresholds are chosen on.
"""

from __future__ import annotations

import argparse
import string
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from spro.detection.property import words
from spro.detection.property.documents import grams
from spro.detection.property.public import PublicCode
from spro.detection.property.winnow import SHAPE, K, chosen, hashes
from training.code_corpus import REPOSITORIES, repository_files
from training.property.packages import installed, library, licences, node_modules, split_of

Hashes = NDArray[np.uint64]
_LARGEST: Final = 1_000_000  # characters; larger files are generated
_FILES: Final = 400  # of a repository
_NOT_PERMISSIVE: Final = frozenset(("acmesh-official/acme.sh", "animate-css/animate.css", "WebDevSimplified/Learn-SQL"))
_LANGUAGES: Final = frozenset(
    "PYTHON JAVASCRIPT TYPESCRIPT JAVA C CPP CSHARP GO RUST RUBY PHP KOTLIN SWIFT SQL".split()
)
_MARKS: Final = " ".join(
    (*words.KEYWORDS, *string.digits, *string.punctuation.translate({ord(c): " " for c in "#\"'"}))
)
_NAMES: Final = " ".join(f"name {'+ ' * back}name" for back in range(9))
_PLAIN: Final = frozenset(words.shape(words.code(f'{_MARKS} "" {_NAMES}')))
"""Codes of structure that anybody's code has."""
_NODE: Final = Path(".node-integrations/node_modules")


def _texts(paths: Iterable[Path]) -> Iterator[str]:
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue
        if len(text) <= _LARGEST:
            yield text


def _packages(sites: Iterable[str]) -> Iterator[tuple[str, Iterator[str]]]:
    for name, paths in (*installed([None, *sites]), *node_modules(_NODE)):
        yield name, _texts(paths)
    for language, (extensions, training, *_) in REPOSITORIES.items():
        for repository in training.split() if language in _LANGUAGES else ():
            if repository not in _NOT_PERMISSIVE:
                try:
                    yield repository.rpartition("/")[2], repository_files(repository, extensions, _FILES, repository)
                except subprocess.CalledProcessError:
                    print(f"{repository}: not there", file=sys.stderr)


def _array(values: Iterable[int]) -> Hashes:
    return np.fromiter(values, dtype=np.uint64)


class _Collected:
    """Hashes of all packages, each once a package, and those of idioms."""

    def __init__(self) -> None:
        self.packages: dict[str, list[Hashes]] = {}
        self.idioms: set[int] = set()
        self.characters = 0
        self._plain: set[int] = set()

    def add(self, package: str, texts: Iterable[str]) -> None:
        """Texts of a package; there may be more of it later."""
        found: set[int] = set()
        for text in texts:
            self.characters += len(text)
            found |= grams(text, code=True)
            plain = set(_plain(text))
            self.idioms |= plain & self._plain
            self._plain |= plain
        self.packages.setdefault(package, []).append(_array(found))

    def shared(self) -> Hashes:
        """What two or more packages have."""
        every = np.concatenate([np.unique(np.concatenate(parts)) for parts in self.packages.values()])
        values, counts = np.unique(every, return_counts=True)
        return values[counts > 1]


def collect(sites: Iterable[str], left_out: Iterable[str]) -> Hashes:
    """The members of the filter, without packages of the parts that are ``left_out``."""
    collected, parts = _Collected(), frozenset(left_out)
    for name, texts in _packages(sites):
        if split_of(name) not in parts:
            collected.add(name, texts)
    own: set[int] = set()
    for text in _texts(library()):
        own |= grams(text, code=True)
    collected.packages["python"] = [_array(own)]
    prose = _Collected()
    for name, paths in licences([None, *sites]):
        prose.packages[name] = [_array(set[int]().union(*(grams(text, code=False) for text in _texts(paths))))]
    members = np.unique(np.concatenate([_array(own), collected.shared(), prose.shared()]))
    every = np.union1d(members, _array(collected.idioms))
    print(
        f"{len(collected.packages)} packages, {collected.characters / 1e6:.0f} MB: {len(own)} of Python's library, "
        f"{len(members)} with those of several packages, {len(every)} with idioms",
        file=sys.stderr,
    )
    return every


def _plain(text: str) -> Iterator[int]:
    structure = words.shape(words.code(text))
    values = hashes(structure, SHAPE)
    return (values[at] for at in chosen(structure, values) if _PLAIN.issuperset(structure[at : at + K]))


def main() -> None:
    """Collect and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", action="append", default=[], help="further site-packages")
    parser.add_argument("--thresholds", action="store_true", help="leave out what thresholds are chosen on, too")
    parser.add_argument("out", type=Path)
    arguments = parser.parse_args()
    members = collect(arguments.site, ("measuring", "thresholds") if arguments.thresholds else ("measuring",))
    arguments.out.write_bytes(PublicCode.of(members.tolist()).dump())
    print(f"{arguments.out}: {arguments.out.stat().st_size} bytes", file=sys.stderr)


if __name__ == "__main__":
    main()
