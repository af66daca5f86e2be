"""Runs inside the peers' own environment: times each engine on texts from standard input, one after the other.

Input: JSON list of texts. Output: JSON, engine -> {"us": CPU microseconds for each text (best of rounds), "found": n}.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any


def presidio() -> Callable[[str], Any]:
    """presidio-analyzer with its pattern recognizers and no NLP model behind them."""
    import logging

    logging.disable(logging.CRITICAL)
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NlpArtifacts, NlpEngine

    class NoModel(NlpEngine):  # type: ignore[misc]
        """Answers nothing, at no cost: the regex-only analyzer."""

        def load(self) -> None: ...
        def is_loaded(self) -> bool:
            return True

        def process_text(self, text: str, language: str) -> NlpArtifacts:
            return NlpArtifacts([], [], [], [], self, language)

        def process_batch(self, texts: Any, language: str, **_: Any) -> Any:
            return ((text, self.process_text(text, language)) for text in texts)

        def is_stopword(self, word: str, language: str) -> bool:
            return False

        def is_punct(self, word: str, language: str) -> bool:
            return False

        def get_supported_entities(self) -> list[str]:
            return []

        def get_supported_languages(self) -> list[str]:
            return ["en"]

    registry = RecognizerRegistry()
    registry.load_predefined_recognizers(languages=["en"])
    registry.recognizers = [r for r in registry.recognizers if "Spacy" not in r.name and "Stanza" not in r.name]
    analyzer = AnalyzerEngine(registry=registry, nlp_engine=NoModel(), supported_languages=["en"])
    return lambda text: analyzer.analyze(text, language="en")


def datafog_regex() -> Callable[[str], Any]:
    """Datafog's Python regex engine."""
    import datafog

    return lambda text: datafog.scan(text, engine="regex").entities


def datafog_rust() -> Callable[[str], Any]:
    """datafog-core, its Rust engine."""
    import datafog_core

    scan: Callable[[str], Any] = datafog_core.scan
    return scan


ENGINES = {"presidio regex-only": presidio, "datafog regex": datafog_regex, "datafog-core (Rust)": datafog_rust}


def main() -> None:
    """Time every engine that is installed."""
    texts = json.load(sys.stdin)
    rounds = int(sys.argv[1])
    results: dict[str, Any] = {}
    for name, make in ENGINES.items():
        try:
            scan = make()
            for text in texts[:3]:
                scan(text)
        except Exception as error:  # a peer that does not start is a row that says so
            results[name] = {"absent": f"{type(error).__name__}: {error}"[:200]}
            continue
        best = [float("inf")] * len(texts)
        found = 0
        for _ in range(rounds if "presidio" not in name else max(2, rounds // 5)):
            for number, text in enumerate(texts):
                began = time.process_time_ns()
                hits = scan(text)
                best[number] = min(best[number], (time.process_time_ns() - began) / 1000)
                found += len(hits) if hasattr(hits, "__len__") else 0
        results[name] = {"us": best, "found": found}
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
