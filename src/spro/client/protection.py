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

_WITH_MODEL: Final = 256  # the names model takes some ten milliseconds for a thousand characters


def prepared(client: Spro) -> tuple[Engine, Engine, Plan, Plan]:
    """Engines for requests (with the names model and a cache of findings) and for replies, and the plans of both."""
    keys = client.key_ring
    attacks = None
    if client.policy.attacks.reads_requests:
        attacks = CachedAttacks(attack_detector(), secrets.token_bytes(32))
    finder = CachingDetector(client.detector, secrets.token_bytes(32))
    engine = Engine(finder, attacks, _WITH_MODEL) if client.reads_names else Engine(finder, attacks)
    replies = Engine(client.reply_detector)
    return engine, replies, Plan(client.policy, keys=keys), Plan(client.policy, "response", keys=keys)
