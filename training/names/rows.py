"""Makes the rows that the names model learns from and is watched with: `python -m training.names.rows`.

Templates whose id, and surnames that hash to 0 modulo 7, are never in the training rows; the held-out rows are made of
just those. The same seed gives the same rows.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from training.names.apart import too_close, written
from training.names.augment import augmented
from training.names.corpora import SHARE_ALIKE, SOURCES, annotated, code, negatives
from training.names.everyday import wordplay
from training.names.frames import FRAMES, frame
from training.names.frames_latin import LATIN_FRAMES
from training.names.native import native_wordplay
from training.names.pools import OTHER_SCRIPTS, Pools, held_out
from training.names.records import record
from training.names.talk import talk
from training.names.templates import Row, Template, fill, read_templates
from training.names.values import Values

DATA: Final = Path(os.environ.get("SPRO_DATA", "../shared/data"))
OUT: Final = Path("var/names")
_FILLINGS: Final = 14
_SCRIPT_FILLINGS: Final = 60
_FRAMES: Final = 5000
_LATIN_FRAMES: Final = 1000


def latin(data: Path, seed: int, fillings: int, records: int, frames: int, talks: int) -> Iterator[Row]:
    """The training rows of the main model (Latin script)."""
    rng = random.Random(seed)
    values = Values(Pools(data, seed), rng)
    templates = [item for item in read_templates(data / "templates") if item.lang not in OTHER_SCRIPTS]
    learned = [item for item in templates if not held_out(item.id)]
    for template in learned:
        times = fillings if "{{" in template.text else 3
        for _ in range(times):
            yield augmented(fill(template, values), rng)
        if times == fillings:
            yield augmented(_joined(template, rng.choice(learned), values), rng)
    for row in _made(values, rng, records, frames, talks):
        yield augmented(row, rng)
    for _ in range(talks // 6):
        yield Row(wordplay(rng), [], "wordplay")
    yield from code(2500, rng)
    for _ in range(2):
        for row in annotated(data, values, SOURCES):
            yield augmented(row, rng)
    for row in negatives(data, rng, 3500):
        yield augmented(row, rng)


def _made(values: Values, rng: random.Random, records: int, frames: int, talks: int) -> Iterator[Row]:
    """Rows of templates that are put together."""
    for _ in range(records):
        yield fill(record(rng), values, "records")
    for _ in range(talks):
        yield fill(talk(rng), values, "talk")
    for lang in LATIN_FRAMES:
        for _ in range(frames * (4 if lang == "en" else 1)):
            yield fill(frame(lang, rng), values, "frames")


def _joined(first: Template, second: Template, values: Values) -> Row:
    """Two texts in one prompt, as when somebody pastes a second thing below the first."""
    left, right = fill(first, values), fill(second, values)
    gap = values.rng.choice(["\n\n", "\n", " ", "\n---\n"])
    shift = len(left.text) + len(gap)
    moved = [(start + shift, end + shift, label) for start, end, label in right.spans]
    return Row(left.text + gap + right.text, left.spans + moved, "templates")


def watched(data: Path, seed: int, *, other_scripts: bool = False) -> Iterator[Row]:
    """Rows from held-out templates and held-out surnames, for the curve during training and for the model card."""
    rng = random.Random(seed)
    values = Values(Pools(data, seed, keep=False), rng)
    for template in read_templates(data / "templates"):
        if (template.lang in OTHER_SCRIPTS) is other_scripts and held_out(template.id):
            for _ in range(4 if "{{" in template.text else 1):
                row = fill(template, values)
                yield row._replace(source=f"{template.lang}/{template.category}")


def scripts(data: Path, seed: int, fillings: int, frames: int) -> Iterator[Row]:
    """The training rows of the second expert: other scripts; its corpora are CC BY-SA, and so is what is made of it."""
    rng = random.Random(seed)
    values = Values(Pools(data, seed), rng)
    for template in read_templates(data / "templates"):
        if template.lang in OTHER_SCRIPTS and not held_out(template.id):
            for _ in range(fillings if "{{" in template.text else 5):
                yield augmented(fill(template, values), rng)
    for lang in FRAMES:
        for _ in range(frames):
            yield augmented(fill(frame(lang, rng), values, "frames"), rng)
    for _ in range(frames):
        yield Row(native_wordplay(rng), [], "wordplay")
    yield from annotated(data, values, SHARE_ALIKE)


def write(path: Path, rows: Iterable[Row]) -> int:
    """Writes rows as JSON lines; returns how many."""
    path.parent.mkdir(parents=True, exist_ok=True)
    count = 0
    with gzip.open(path, "wt", encoding="utf-8", compresslevel=3) as out:
        for row in rows:
            if row.text.strip():
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                count += 1
    return count


def read(path: Path) -> list[Row]:
    """Rows as `write` wrote them."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [
            Row(text, [(start, end, label) for start, end, label in spans], source, tuple(known))
            for text, spans, source, known in map(json.loads, lines)
        ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--fillings", type=int, default=_FILLINGS)
    parser.add_argument("--records", type=int, default=24000)
    parser.add_argument("--talks", type=int, default=18000)
    args = parser.parse_args()
    close = too_close(DATA, written())
    if close:
        raise SystemExit("\n".join(["too close to development prompts:", *(sentence for sentence, _ in close)]))
    learned = latin(DATA, args.seed, args.fillings, args.records, _LATIN_FRAMES, args.talks)
    print("train", write(OUT / "train.jsonl.gz", learned))
    print("watch", write(OUT / "watch.jsonl.gz", watched(DATA, args.seed + 1)))
    scripted = scripts(DATA, args.seed, _SCRIPT_FILLINGS, _FRAMES)
    print("scripts/train", write(OUT / "scripts/train.jsonl.gz", scripted))
    print("scripts/watch", write(OUT / "scripts/watch.jsonl.gz", watched(DATA, args.seed + 1, other_scripts=True)))


if __name__ == "__main__":
    main()
