"""From overlapping findings to disjoint ones, without leaving a character of any of them open.

Findings that overlap become one span that covers them all: cutting the loser would leave a part of a value in the
text. The span takes the type of the strongest; one that covers the whole span is preferred to one inside it, and what a
rule says of most of the span, or has proved with check digits, to what the names model says.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from spro.model import Finding

__all__ = ["resolve"]

# A connection string beats the password in it unless the inner finding is much better proved.
_COVERS_ALL = 0.3


def resolve(findings: Iterable[Finding]) -> list[Finding]:
    """Disjoint findings by position. A finding of the same place and type is kept once."""
    ordered = sorted(findings)
    if len(ordered) < 2:
        return ordered
    resolved: list[Finding] = []
    group = [ordered[0]]
    end = ordered[0].end
    for finding in ordered[1:]:
        if finding.start < end:
            group.append(finding)
            end = max(end, finding.end)
            continue
        resolved.append(_merge(group, end) if len(group) > 1 else group[0])
        group, end = [finding], finding.end
    resolved.append(_merge(group, end) if len(group) > 1 else group[0])
    return resolved


def _merge(group: Sequence[Finding], end: int) -> Finding:
    start = group[0].start

    def strength(finding: Finding) -> tuple[float, int, bool]:
        size = finding.end - finding.start
        by_rule = finding.proof == "checksum" or (finding.proof != "model" and 2 * size >= end - start)
        return finding.score + _COVERS_ALL * (size == end - start) + by_rule, size, bool(finding.subtype)

    best = max(group, key=strength)
    return best if (best.start, best.end) == (start, end) else best._replace(start=start, end=end)
