"""A whole check: scope in, report out. The command line and programs call this."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from spro.exposure.catalogue import catalogue
from spro.exposure.checker import Checker, Seen
from spro.exposure.findings import findings_of
from spro.exposure.gate import Gate, Limits
from spro.exposure.journal import Journal
from spro.exposure.model import Depth, Finding, Report, ScopeSummary, Verdict
from spro.exposure.plan import Plan
from spro.exposure.sampling import Detect

__all__ = ["Kill", "check"]

_POLL_SECONDS: Final = 0.2


@dataclass(frozen=True, slots=True)
class Kill:
    """What ends a run early: a file that appears, or a number of seconds (0: no limit)."""

    file: Path | None = None
    seconds: float = 0.0


def _now() -> datetime:
    return datetime.now(UTC)


def _stamp() -> str:
    return _now().isoformat(timespec="milliseconds")


async def check(  # all but the plan by name
    plan: Plan,
    *,
    depth: Depth,
    log: Path,
    detect: Detect,
    limits: Limits | None = None,
    kill: Kill | None = None,
    tick: Callable[[Verdict], None] | None = None,
    started: Callable[[Checker], None] | None = None,
) -> Report:
    """Check everything in the plan.

    Args:
        plan: from `make_plan`.
        depth: how far to go; not further than the scope permits.
        log: the connection log, appended to.
        detect: Spro's detector, or anything that finds spans in text; samples go through it and are dropped.
        limits: pace and caps.
        kill: what ends the run early.
        tick: called for every target that is done.
        started: gets the running check; its `stop` is the kill switch.

    Raises:
        ConfigurationError: the scope permits less, or the log cannot be written.
    """
    begun = _stamp()
    scope, known = plan.scope, catalogue()
    with Journal(log, scope.digest, _stamp) as journal:
        gate = Gate(scope, known, journal, limits or Limits(), depth)
        checker = Checker(gate, plan, detect, tick)
        if started is not None:
            started(checker)
        watch = asyncio.create_task(_watch(checker, kill or Kill()))
        try:
            ports = [seen async for seen in checker.run()]
        finally:
            watch.cancel()
            with suppress(asyncio.CancelledError):
                await watch
    ports.sort(key=lambda seen: seen.observation.target)
    return Report(
        scope=ScopeSummary(
            scope.owner, scope.authorised_by, scope.expires.isoformat(), scope.digest, sum(1 for _ in plan.addresses())
        ),
        depth=depth.name.lower(),
        started=begun,
        finished=_stamp(),
        complete=not gate.stopped,
        counts={verdict.value: checker.counts[verdict] for verdict in Verdict},
        observations=tuple(seen.observation for seen in ports),
        findings=_ordered(ports),
        warnings=plan.warnings,
    )


def _ordered(ports: list[Seen]) -> tuple[Finding, ...]:
    found = [finding for seen in ports for finding in findings_of(seen, catalogue(), _now())]
    return tuple(sorted(found, key=lambda finding: (-finding.severity.rank, -len(finding.exposed))))


async def _watch(checker: Checker, kill: Kill) -> None:
    loop = asyncio.get_running_loop()
    end = loop.time() + kill.seconds if kill.seconds else None
    while kill.file is not None or end is not None:
        if (kill.file is not None and kill.file.exists()) or (end is not None and loop.time() >= end):
            checker.stop()
            return
        await asyncio.sleep(_POLL_SECONDS)
