"""`spro exposure self`: the whole look from inside, as a report of the same form."""

from __future__ import annotations

import platform
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from spro.exposure.catalogue import Catalogue, catalogue
from spro.exposure.model import Finding, Observation, Report, ScopeSummary, Severity, Target, Verdict
from spro.exposure.own.files import leaks, settings
from spro.exposure.own.listening import Listener, listeners
from spro.exposure.sampling import Detect

__all__ = ["inspect"]


def inspect(detect: Detect, root: Path = Path("/"), logs: Iterable[Path] = ()) -> Report:
    """Look at the machine whose file system begins at ``root``. Nothing is connected to, nothing is changed.

    Args:
        detect: Spro's detector.
        root: another root for a mounted image.
        logs: files or folders of CI logs beside the usual ones.
    """
    begun = _stamp()
    known = catalogue()
    heard = listeners(root)
    observed = tuple(_observation(listener, known) for listener in heard)
    known_sockets = (root / "proc" / "net" / "tcp").exists()
    ports = {listener.port for listener in heard} if known_sockets else None
    found = [
        *(_reachable(seen) for seen in observed if seen.likely),
        *settings(root, known, ports),
        *leaks(root, detect, logs),
    ]
    warnings = () if known_sockets else ("no /proc/net/tcp here: listening sockets unknown",)
    return Report(
        scope=ScopeSummary(platform.node(), "whoever runs this here", "", "", 1),
        depth="self",
        started=begun,
        finished=_stamp(),
        complete=True,
        counts={Verdict.INCONCLUSIVE.value: len(observed)},
        observations=observed,
        findings=tuple(sorted(found, key=lambda finding: -finding.severity.rank)),
        warnings=warnings,
    )


def _observation(listener: Listener, known: Catalogue) -> Observation:
    return Observation(
        target=Target(listener.address, listener.port),
        service="unknown",
        name=listener.program or "unknown program",
        verdict=Verdict.INCONCLUSIVE,
        reason="listens beyond loopback",
        likely=tuple(card.name for card in known.at(listener.port)),
    )


def _reachable(seen: Observation) -> Finding:
    return Finding(
        kind="listens-beyond-loopback",
        place=str(seen.target),
        title=f"{seen.target}: {seen.name} listens on the port of {seen.likely[0]}",
        severity=Severity.LOW,
        detail="Other machines may reach it, unless a firewall keeps them away. Check it with a scope file.",
        remedy="Listen on 127.0.0.1, or let a firewall pass your own networks only.",
        tags=("CWE-668", "ASVS-5.0-13.2.1"),
    )


def _stamp() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
