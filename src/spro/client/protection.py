"""A `Spro` client's detection and policy as the gateway and the transports need them."""

from __future__ import annotations

import secrets

from spro.assets import attack_detector
from spro.client.spro import Spro
from spro.engine import Engine, Plan
from spro.findings_cache import CachedAttacks, CachingDetector

__all__ = ["prepared"]


def prepared(client: Spro) -> tuple[Engine, Engine, Plan, Plan]:
    """Engines for requests (with the names model and a cache of findings) and for replies, and the plans of both."""
    keys = client.key_ring
    attacks = None
    if client.policy.attacks.reads_requests:
        attacks = CachedAttacks(attack_detector(), secrets.token_bytes(32))
    engine = Engine(CachingDetector(client.detector, secrets.token_bytes(32)), attacks)
    replies = Engine(client.reply_detector)
    return engine, replies, Plan(client.policy, keys=keys), Plan(client.policy, "response", keys=keys)
