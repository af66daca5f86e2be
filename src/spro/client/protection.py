"""A `Spro` client's detection and policy as the gateway and the transports need them."""

from __future__ import annotations

import secrets

from spro.client.spro import Spro
from spro.engine import Engine, Plan
from spro.findings_cache import CachingDetector

__all__ = ["prepared"]


def prepared(client: Spro) -> tuple[Engine, Engine, Plan, Plan]:
    """The client's engine with a cache of findings and without one, and the plans for requests and replies."""
    keys = client.key_ring
    engine = Engine(CachingDetector(client.detector, secrets.token_bytes(32)))
    return engine, Engine(client.detector), Plan(client.policy, keys=keys), Plan(client.policy, "response", keys=keys)
