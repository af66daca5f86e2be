"""Sentences made by presidio-evaluator from its own templates: `python -m benchmarks.generated_sentences FILE`.

Runs in the peers' environment and writes rows of id, text and spans as gzipped JSONL, with its types. For the same
versions always the same ones, but for the clock time in some 20 dates, which Faker draws relative to now. The seed is
presidio-evaluator's own, and so is the share of lower-case names.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from pathlib import Path
from typing import Final

NUMBER: Final = 1500
_SEED: Final = 42
_LOWER_CASE: Final = 0.05


def main() -> None:
    """Write them."""
    from presidio_evaluator.data_generator import PresidioSentenceFaker
    from presidio_evaluator.data_generator.faker_extensions import HospitalProvider

    # It would ask Wikidata for names that no template uses.
    HospitalProvider.load_wiki_hospitals = lambda provider, *_: provider.default_list
    # Its table of people draws from the global generator before the constructor seeds that.
    random.seed(_SEED)
    faker = PresidioSentenceFaker("en_US", lower_case_ratio=_LOWER_CASE, random_seed=_SEED)
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(target, "wt", encoding="utf-8") as file:
        for number, made in enumerate(faker.generate_new_fake_sentences(NUMBER)):
            spans = [{"start": s.start_position, "end": s.end_position, "type": s.entity_type} for s in made.spans]
            row = {"id": f"generated-{number}", "lang": "en", "text": made.full_text, "spans": spans}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
