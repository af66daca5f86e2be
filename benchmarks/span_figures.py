"""Figures for predicted spans against labelled ones, the same for every engine.

  leak       share of the characters of labelled spans that no predicted span covers
  found      share of labelled spans of which at least 80 % of the characters are covered, by spans of whatever type
  typed      the same, and one of the spans that overlap is of the same group of types
  precision  share of predicted spans of which at least half of the characters lie in labelled spans
  precision_typed  the same, and a labelled span that overlaps is of the same group
  overlap, precision_overlap, f2_overlap  typed recall, precision and F2 if touching a span of the same group is enough
  precision_masked precision of predictions of other types than OPTIONAL
  f1, f2, f1_typed, f2_typed  of the two pairs

Labels of OPTIONAL types need not be found, but what hits them is right. Overlapping predictions all count as covering;
for precision the one with the highest score, then the longest, counts.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from benchmarks.rules_quality import OPTIONAL, Row, group, resolve
from spro.errors import InvalidEntityError
from spro.model import Finding, canonical

__all__ = ["canonical_type", "exact", "false_per_100", "figures", "findings"]

COVERED: Final = 0.8
RIGHT: Final = 0.5
# Peers' names of types that Spro has no alias for.
_PEER_TYPES: Final = {
    "GIVEN_NAME": "PERSON",
    "SURNAME": "PERSON",
    "BUILDING_NUMBER": "ADDRESS",
    "STREET_NAME": "ADDRESS",
    "SECONDARY_ADDRESS": "ADDRESS",
    "DE_POSTAL_CODE": "ADDRESS",
    "STATE": "LOCATION",
    "FAC": "LOCATION",
    "COUNTRY": "LOCATION",
    "NORP": "NATIONALITY",
    "DOMAIN_NAME": "URL",
    "CREDIT_CARD_NUMBER": "CREDIT_CARD",
    "SSN": "NATIONAL_ID",
    "GOVERNMENT_ID": "NATIONAL_ID",
    "DRIVERS_LICENSE": "DRIVER_LICENSE",
    "DE_IBAN": "IBAN",
    "ABA_ROUTING_NUMBER": "ROUTING_NUMBER",
    "US_ABA_ROUTING_NUMBER": "ROUTING_NUMBER",
}
_SCRIPTS: Final = {"CJK": "HAN/KANA", "HIRAGANA": "HAN/KANA", "KATAKANA": "HAN/KANA"}


def canonical_type(name: str) -> str:
    """Spro's name of a peer's type; what nobody maps stays as it is and counts as some identifier."""
    upper = name.upper()
    if upper in _PEER_TYPES:
        return _PEER_TYPES[upper]
    try:
        return canonical(upper)[0]
    except InvalidEntityError:
        return upper


def findings(spans: Iterable[Sequence[Any]]) -> list[Finding]:
    """An engine's spans in Spro's terms, overlaps and all."""
    return [Finding(start, end, canonical_type(type_), score) for start, end, type_, score in spans]


def figures(rows: Sequence[Row], predicted: Sequence[Sequence[Finding]], *, wanted: Collection[str] = ()) -> Row:
    """All figures of a set, by type and, for people, by language, script and letter case.

    Args:
        rows: the labelled texts.
        predicted: for each text what the engine found.
        wanted: count these types only, labelled or predicted; then none is optional.
    """
    total: Counter[str] = Counter()
    by: dict[str, Counter[str]] = defaultdict(Counter)
    for row, found in zip(rows, predicted, strict=True):
        gold = [(s["start"], s["end"], s["type"]) for s in row["spans"]]
        if wanted:
            gold = [span for span in gold if canonical_type(span[2]) in wanted]
            found = [f for f in found if f.type in wanted]  # noqa: PLW2901
        covered = {i for f in found for i in range(f.start, f.end)}
        for start, end, type_ in gold:
            hit = sum(i in covered for i in range(start, end))
            ok = hit >= COVERED * (end - start)
            same = any(f.start < end and f.end > start and _group(f.type) == _group(type_) for f in found)
            counts = {"gold": 1, "found": ok, "typed": ok and same, "overlap": same}
            counts |= {"chars": end - start, "leaked": end - start - hit}
            for name in _names(row, type_, row["text"][start:end]):
                by[name].update(counts)
            if wanted or not (type_ in OPTIONAL or type_.startswith("PUBLIC_")):
                total.update(counts)
        total.update(_judged(gold, found))
    return {**_shares(total), "by": {name: _recall(counts) for name, counts in sorted(by.items())}}


def _judged(gold: Sequence[tuple[int, int, str]], found: Sequence[Finding]) -> Counter[str]:
    counts: Counter[str] = Counter()
    marked = {i for start, end, _ in gold for i in range(start, end)}
    for f in resolve(found):
        right = sum(i in marked for i in range(f.start, f.end)) >= RIGHT * (f.end - f.start)
        touches = any(f.start < end and f.end > start and _group(f.type) == _group(t) for start, end, t in gold)
        same = right and touches
        counts.update(predicted=1, right=right, right_typed=same, touches=touches)
        if f.type not in OPTIONAL:
            counts.update(masked=1, masked_right=right)
        if f.type == "PERSON":
            counts.update(people=1, people_right=same)
    return counts


def _group(type_: str) -> str:
    public = type_.removeprefix("PUBLIC_")
    return group(canonical_type(public))


def _names(row: Row, type_: str, value: str) -> list[str]:
    """Under which names a labelled span is counted."""
    names = [canonical_type(type_)]
    if names == ["PERSON"]:
        letter = next((c for c in value if c.isalpha()), "")
        script = unicodedata.name(letter, "OTHER").split()[0]
        names.append(f"PERSON, script {_SCRIPTS.get(script, script)}")
        names.append(f"PERSON, language {row.get('lang', 'en')}")
        if script != "LATIN":
            names.append("PERSON, scripts but Latin")
        if value == value.lower() != value.upper():
            names.append("PERSON, lower case")
    return names


def exact(rows: Sequence[Row], predicted: Sequence[Sequence[Finding]], type_: str = "PERSON") -> Row:
    """Precision, recall and F1 of spans of a type that match to the character.

    Neighbours with only white space between are one: some engines give first and last names apart.
    """
    right = gold = total = 0
    for row, found in zip(rows, predicted, strict=True):
        labelled = {(s["start"], s["end"]) for s in row["spans"] if s["type"] == type_}
        spans = _joined(row["text"], [f for f in resolve(found) if f.type == type_])
        right, gold, total = right + len(spans & labelled), gold + len(labelled), total + len(spans)
    precision, recall = _ratio(right, total), _ratio(right, gold)
    return {"precision": precision, "recall": recall, "f1": _f(precision, recall, 1)}


def _joined(text: str, found: Iterable[Finding]) -> set[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for f in found:
        if spans and not text[spans[-1][1] : f.start].strip():
            spans[-1] = spans[-1][0], f.end
        else:
            spans.append((f.start, f.end))
    return set(spans)


def false_per_100(predicted: Sequence[Sequence[Finding]]) -> Row:
    """Spans found in harmless texts, for each hundred of them, of all types and of those that are masked."""
    spans = [f for found in predicted for f in resolve(found)]
    masked = [f for f in spans if f.type not in OPTIONAL]
    size = len(predicted) / 100
    return {
        "all": round(len(spans) / size, 1),
        "masked": round(len(masked) / size, 1),
        "by": Counter(f.type for f in spans),
    }


def _shares(n: Counter[str]) -> Row:
    found, typed = _ratio(n["found"], n["gold"]), _ratio(n["typed"], n["gold"])
    precision, precision_typed = _ratio(n["right"], n["predicted"]), _ratio(n["right_typed"], n["predicted"])
    overlap, precision_overlap = _ratio(n["overlap"], n["gold"]), _ratio(n["touches"], n["predicted"])
    return {
        "gold": n["gold"],
        "predicted": n["predicted"],
        "leak": _ratio(n["leaked"], n["chars"]),
        "found": found,
        "typed": typed,
        "precision": precision,
        "precision_typed": precision_typed,
        "overlap": overlap,
        "precision_overlap": precision_overlap,
        "f2_overlap": _f(precision_overlap, overlap, 2),
        "precision_masked": _ratio(n["masked_right"], n["masked"]),
        "precision_person": _ratio(n["people_right"], n["people"]),
        "f1": _f(precision, found, 1),
        "f2": _f(precision, found, 2),
        "f1_typed": _f(precision_typed, typed, 1),
        "f2_typed": _f(precision_typed, typed, 2),
    }


def _recall(n: Counter[str]) -> Row:
    return {"gold": n["gold"], "found": _ratio(n["found"], n["gold"]), "typed": _ratio(n["typed"], n["gold"])}


def _ratio(part: int, whole: int) -> float | None:
    return round(part / whole, 3) if whole else None


def _f(precision: float | None, recall: float | None, beta: int) -> float | None:
    if recall is None:
        return None
    precision = precision or 0.0
    weight = beta * beta
    return round((1 + weight) * precision * recall / max(1e-9, weight * precision + recall), 3)
