"""Runs in the peers' environment: `python attack_peers.py NAME` reads texts (JSON) and prints a score for each."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any


def _stackone() -> Callable[[dict[str, str]], float]:
    from stackone_defender import create_prompt_defense

    defence: Any = create_prompt_defense(enable_tier2=True)
    defence.warmup_tier2()

    def score(item: dict[str, str]) -> float:
        result = defence.defend_tool_result({"content": item["text"]}, "read_document")
        rules = 0.0 if result.allowed else 0.5
        return max(rules, float(result.tier2_score or 0.0))

    return score


def _forcefield() -> Callable[[dict[str, str]], float]:
    import forcefield

    guard: Any = forcefield.Guard()
    return lambda item: float(guard.scan(item["text"]).risk_score)


PEERS = {"stackone-defender": _stackone, "forcefield": _forcefield}

if __name__ == "__main__":
    judge = PEERS[sys.argv[1]]()
    print(json.dumps([judge(item) for item in json.load(sys.stdin)]))
