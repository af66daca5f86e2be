"""A `Spro` client's detection and policy as the gateway and the transports need them."""

from __future__ import annotations

import secrets

from spro.client.spro import Spro
from spro.engine import Engine, Plan
from spro.findings_cache import CachingDetector

__all__ = ["prepared"]


def prepared(client: Spro) -> tuple[Engine, Engine, Plan, Plan]:
    """Engines for requests (with the names model and a cache of findings) and for replies, and the plans of both."""
    keys = client.key_ring
    engine = Engine(CachingDetector(client.detector, secrets.token_bytes(32)))
    replies = Engine(client.reply_detector)
    return engine, replies, Plan(client.policy, keys=keys), Plan(client.policy, "response", keys=keys)
