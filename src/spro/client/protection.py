"""A `Spro` client's detection and policy as the gateway and the transports need them."""

from __future__ import annotations

import secrets
from typing import Final

from spro.assets import attack_detector
from spro.client.spro import Spro
from spro.engine import Engine
from spro.findings_cache import CachedAttacks, CachingDetector
from spro.plan import Plan

__all__ = ["prepared"]

_REMEMBERED: Final = 32 * 1024 * 1024
# Characters that take some milliseconds: the models some ten for a thousand, the detector of attacks alone some four.
_WITH_MODEL, _WITH_ATTACKS, _RULES_ONLY = 256, 2048, 64 * 1024


def prepared(client: Spro, remembered: int = _REMEMBERED) -> tuple[Engine, Engine, Plan, Plan]:
    """Engines for requests (with the names model and a cache of findings) and for replies, and the plans of both.

    Args:
        client: whose.
        remembered: bytes of findings that are kept, roughly.
    """
    keys = client.key_ring
    attacks = None
    if client.policy.attacks.reads_requests:
        attacks = CachedAttacks(attack_detector(reader=client.reads_names), secrets.token_bytes(32))
    finder = CachingDetector(client.detector, secrets.token_bytes(32), max_bytes=remembered)
    size = _WITH_MODEL if client.reads_names else _WITH_ATTACKS if attacks is not None else _RULES_ONLY
    engine = Engine(finder, attacks, size)
    replies = Engine(client.reply_detector)
    return engine, replies, Plan(client.policy, keys=keys), Plan(client.policy, "response", keys=keys)
