"""Files of this machine: configurations that let everybody in, keys that others can read, keys in histories and logs.

Only kinds, counts and places are kept.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

from spro.exposure.catalogue import Catalogue
from spro.exposure.findings import OPEN_TAGS
from spro.exposure.model import Exposed, Finding, Severity
from spro.exposure.sampling import Detect, masked
from spro.model import ENTITY_TYPES

__all__ = ["leaks", "settings"]

_LARGEST: Final = 1_048_576
_MOST_FILES: Final = 20_000
_DEEPEST: Final = 5
_SECRETS: Final = frozenset(ENTITY_TYPES["secrets"])
_SKIPPED: Final = frozenset(
    {".git", "node_modules", ".venv", "venv", "__pycache__", ".cache", "site-packages", "proc", "sys"}
)
_LINE_COMMENT: Final = re.compile(r"^[ \t]*(#|;|//)[^\n]*$", re.MULTILINE)
_XML_COMMENT: Final = re.compile(r"<!--.*?-->", re.DOTALL)
_KEY_FILES: Final = re.compile(
    r"id_(rsa|dsa|ecdsa|ed25519)|.*\.(pem|key|p12|pfx|ppk)|\.pgpass|\.netrc|credentials(\.json)?"
)
_ENV_FILES: Final = re.compile(r"\.env(\..+)?|.+\.env")
_HISTORIES: Final = re.compile(r"\.(bash|zsh|sh|ash|psql|mysql|python|rediscli|node_repl)_history|fish_history")
_CI_LOGS: Final = (
    "var/lib/jenkins/jobs/*/builds/*/log",
    "var/log/gitlab-runner/*.log",
    "home/*/actions-runner/_diag/*.log",
    "home/*/actions-runner/_work/_temp/*.log",
    "home/*/builds/**/*.log",
)
_NEAR: Final = "Its usual ports were not seen to listen beyond this machine."
_HOMES: Final = ("home/*", "root", "srv", "opt", "etc")


def settings(root: Path, catalogue: Catalogue, heard: Collection[int] | None) -> Iterator[Finding]:
    """Configuration files that say that nobody is asked for a password.

    ``heard`` are the ports that listen beyond loopback, None if that is not known. A service that is not among them is
    a smaller worry.
    """
    for card in catalogue:
        for setting in card.settings:
            for path in _found(root, setting.paths):
                text = _read(path)
                if text is None:
                    continue
                plain = _XML_COMMENT.sub("", _LINE_COMMENT.sub("", text))
                near = heard is not None and not set(card.ports).intersection(heard)
                if all(p.search(plain) for p in setting.all) and not any(p.search(plain) for p in setting.none):
                    yield Finding(
                        kind="open-setting",
                        service=card.id,
                        place=_shown(root, path),
                        title=f"{_shown(root, path)}: {setting.title}",
                        severity=min(card.severity, Severity.MEDIUM, key=_rank) if near else card.severity,
                        detail=f"{card.danger} {_NEAR}" if near else card.danger,
                        remedy=card.remedy,
                        configuration=card.configuration.strip(),
                        tags=(*OPEN_TAGS, "CWE-258", *card.tags),
                        references=card.references,
                    )


def _rank(severity: Severity) -> int:
    return severity.rank


def leaks(root: Path, detect: Detect, more: Iterable[Path] = ()) -> Iterator[Finding]:
    """Keys where others can read them; ``more`` are further logs to look through."""
    for path in _walk(root):
        if _HISTORIES.fullmatch(path.name):
            yield from _in_text(root, path, detect, "history", "secrets in a shell history", Severity.MEDIUM)
        elif _ENV_FILES.fullmatch(path.name) and _world_readable(path):
            yield from _in_text(
                root, path, detect, "env", "every user of this machine reads these secrets", Severity.HIGH
            )
        elif _KEY_FILES.fullmatch(path.name) and _world_readable(path):
            yield from _in_text(root, path, detect, "key", "every user of this machine reads this key", Severity.HIGH)
    for path in (*_found(root, _CI_LOGS), *_expanded(more)):
        yield from _in_text(root, path, detect, "ci-log", "secrets in a CI log", Severity.HIGH)


_REMEDIES: Final = {
    "history": (
        "Replace the key, delete the line, and keep keys out of command lines.",
        "export HISTCONTROL=ignorespace",
        "CWE-214",
    ),
    "env": ("Make the file readable for its service only, and replace the keys.", "chmod 600 .env", "CWE-732"),
    "key": ("Make the key readable for its owner only, and replace it.", "chmod 600 key.pem", "CWE-732"),
    "ci-log": ("Replace the key, delete the log, and mask the variable in CI.", "", "CWE-532"),
}


def _in_text(root: Path, path: Path, detect: Detect, kind: str, title: str, severity: Severity) -> Iterator[Finding]:
    text = _read(path)
    if text is None:
        return
    place = _shown(root, path)
    counted: dict[tuple[str, str], tuple[int, str]] = {}
    for found in detect(text):
        if found.type in _SECRETS:
            key = (found.type, found.subtype)
            count, first = counted.get(key, (0, masked(text[found.start : found.end], found.type)))
            counted[key] = (count + 1, first)
    if not counted:
        return
    remedy, configuration, cwe = _REMEDIES[kind]
    total = sum(count for count, _ in counted.values())
    yield Finding(
        kind=f"leak-{kind}",
        place=place,
        title=f"{place}: {title}",
        severity=severity,
        detail=f"{total} secret{'' if total == 1 else 's'} found by {'its' if total == 1 else 'their'} form.",
        remedy=remedy,
        configuration=configuration,
        tags=(cwe, "CWE-312", "ASVS-5.0-13.3.1"),
        exposed=tuple(Exposed(*key, place, count, value) for key, (count, value) in sorted(counted.items())),
    )


def _found(root: Path, globs: Iterable[str]) -> list[Path]:
    found: dict[Path, None] = {}
    for pattern in globs:
        try:
            found |= dict.fromkeys(sorted(root.glob(pattern))[:_MOST_FILES])
        except OSError:
            continue
    return list(found)


def _expanded(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        yield from (sorted(path.rglob("*"))[:_MOST_FILES] if path.is_dir() else [path])


def _walk(root: Path) -> Iterator[Path]:
    """Files below the folders where people and services keep things; links are not followed."""
    left = _MOST_FILES
    for top in _found(root, _HOMES):
        for name, below, names in os.walk(top):
            folder = Path(name)
            depth = len(folder.relative_to(top).parts)
            below[:] = [inner for inner in below if inner not in _SKIPPED] if depth < _DEEPEST else []
            left -= len(names)
            if left < 0:
                return
            yield from (folder / inner for inner in names)


def _read(path: Path) -> str | None:
    """The end of a file's text; None: no ordinary file, or not ours to read."""
    info = _stat(path)
    if info is None or not stat.S_ISREG(info.st_mode):
        return None
    try:
        with path.open("rb") as file:
            file.seek(max(0, info.st_size - _LARGEST))
            return file.read(_LARGEST).decode("utf-8", "replace")
    except OSError:
        return None


def _stat(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except OSError:
        return None


def _world_readable(path: Path) -> bool:
    info = _stat(path)
    return info is not None and bool(info.st_mode & stat.S_IROTH)


def _shown(root: Path, path: Path) -> str:
    return f"/{path.relative_to(root)}" if path.is_relative_to(root) else str(path)
