"""What the gateway tells about itself: metrics, one log line per request, traces. Counts and names, never content."""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from spro.wire.exchange import Exchange

__all__ = ["Record", "Telemetry", "known_method"]

_access: Final = logging.getLogger("spro.access")
_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300)
_OWN_BUCKETS: Final = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5)
_METHODS: Final = frozenset(("GET", "HEAD", "POST", "PUT", "DELETE"))


def known_method(method: str) -> str:
    """The method as a metric's label: a client may invent any, and each label is kept."""
    return method if method in _METHODS else "other"


@dataclass(slots=True)
class Record:
    """One request, as it is told about. Filled while it is handled."""

    request_id: str
    method: str
    endpoint: str = "unknown"
    operation: str = ""
    provider: str = ""
    model: str = ""
    policy: str = ""
    policy_digest: str = ""
    key: str = ""
    organisation: str = ""
    surface: str = ""
    status: int = 0
    code: str = ""
    streamed: bool = False
    observed: bool = False
    sent: bool = False
    characters: int = 0
    cost: int = 0
    masked: dict[str, int] = field(default_factory=dict)
    reply_masked: dict[str, int] = field(default_factory=dict)
    attacks: dict[str, int] = field(default_factory=dict)
    signals: dict[str, int] = field(default_factory=dict)
    blocked: dict[str, int] = field(default_factory=dict)
    actions: dict[str, int] = field(default_factory=dict)
    own_seconds: float = 0.0
    began: float = field(default_factory=time.perf_counter)
    at: float = field(default_factory=time.time)

    def follow(self, exchange: Exchange, policy_digest: str) -> None:
        """Take counts from the exchange as it goes on."""
        self.masked, self.reply_masked, self.actions = exchange.counts, exchange.reply_counts, exchange.actions
        self.attacks, self.policy_digest = exchange.attack_counts, policy_digest


class Telemetry:
    """Metrics of one process, its log, its tracer."""

    def __init__(self, *, access_log: bool = True, trace: bool = False, multiprocess: str = "") -> None:
        self._log = access_log
        self._multiprocess = multiprocess
        self.registry = CollectorRegistry()
        names = ("endpoint", "provider", "status")
        self._requests = Counter("spro_requests", "Requests, by outcome.", names, registry=self.registry)
        self._masked = Counter(
            "spro_masked", "Values masked in requests, by entity type.", ("type",), registry=self.registry
        )
        self._reply_masked = Counter(
            "spro_reply_masked", "Values taken out of replies, by entity type.", ("type",), registry=self.registry
        )
        self._attacks = Counter("spro_attacks", "Attacks found, by kind.", ("kind",), registry=self.registry)
        self._signals = Counter(
            "spro_abuse_signals", "Signs of harvesting and model extraction.", ("signal",), registry=self.registry
        )
        self._seconds = Histogram(
            "spro_request_seconds", "From a request to its reply's end.", ("endpoint",), buckets=_BUCKETS,
            registry=self.registry,
        )  # fmt: skip
        self._own = Histogram(
            "spro_masking_seconds", "Spent on masking a request.", buckets=_OWN_BUCKETS, registry=self.registry
        )
        self._refused = Counter(
            "spro_refused", "Requests that were not sent, by reason.", ("code",), registry=self.registry
        )
        self._observed = Counter("spro_observed", "Requests sent unmasked in observe mode.", registry=self.registry)
        self.open = Gauge(
            "spro_open_requests", "Requests being handled.", registry=self.registry, multiprocess_mode="livesum"
        )
        self._tracer = _tracer() if trace else None
        self._kinds: dict[tuple[Counter, str], Counter] = {}  # looking one up by its label takes a lock
        self._children: dict[tuple[str, str, int], tuple[Counter, Histogram]] = {}

    def metrics(self) -> bytes:
        """All metrics in Prometheus' text format."""
        if not self._multiprocess:
            return generate_latest(self.registry)
        from prometheus_client.multiprocess import MultiProcessCollector

        together = CollectorRegistry()
        MultiProcessCollector(together, path=self._multiprocess)  # type: ignore[no-untyped-call]
        return generate_latest(together)

    def finished(self, record: Record) -> None:
        """A request is over."""
        seconds = time.perf_counter() - record.began
        outcome = (record.endpoint, record.provider, record.status)
        child = self._children.get(outcome)
        if child is None:
            counter = self._requests.labels(record.endpoint, record.provider, str(record.status))
            child = self._children[outcome] = (counter, self._seconds.labels(record.endpoint))
        child[0].inc()
        child[1].observe(seconds)
        if record.own_seconds:
            self._own.observe(record.own_seconds)
        for metric, found in (
            (self._masked, record.masked),
            (self._reply_masked, record.reply_masked),
            (self._attacks, record.attacks),
            (self._signals, record.signals),
        ):
            for kind, number in found.items():
                labelled = self._kinds.get((metric, kind))
                if labelled is None:
                    labelled = self._kinds[metric, kind] = metric.labels(kind)
                labelled.inc(number)
        if record.code:
            self._refused.labels(record.code).inc()
        if record.observed:
            self._observed.inc()
        if self._log:
            _access.info("%s", json.dumps(_line(record, seconds)))
        if self._tracer is not None:
            self._span(record, seconds)

    def _span(self, record: Record, seconds: float) -> None:
        """A span by OpenTelemetry's GenAI conventions, without any content."""
        from opentelemetry.trace import SpanKind, Status, StatusCode

        begin = int(record.at * 1e9)
        attributes: dict[str, Any] = {
            "gen_ai.operation.name": record.operation or record.endpoint,
            "gen_ai.provider.name": record.provider,
            "http.response.status_code": record.status,
            "spro.request_id": record.request_id,
            "spro.masked": sum(record.masked.values()),
        }
        if record.model:
            attributes["gen_ai.request.model"] = record.model
        name = f"{record.operation} {record.model}".strip() or record.endpoint
        assert self._tracer is not None  # noqa: S101  # the caller asked
        span = self._tracer.start_span(name, kind=SpanKind.CLIENT, attributes=attributes, start_time=begin)
        if record.status >= 400:
            span.set_attribute("error.type", record.code or str(record.status))
            span.set_status(Status(StatusCode.ERROR))
        span.end(end_time=begin + int(seconds * 1e9))


def _line(record: Record, seconds: float) -> Mapping[str, Any]:
    line = {
        "time": round(record.at, 3),
        "request_id": record.request_id,
        "method": record.method,
        "endpoint": record.endpoint,
        "provider": record.provider,
        "policy": record.policy,
        "key": record.key,
        "status": record.status,
        "code": record.code,
        "stream": record.streamed,
        "observe": record.observed,
        "masked": record.masked,
        "reply_masked": record.reply_masked,
        "attacks": record.attacks,
        "signals": record.signals,
        "ms": round(1e3 * seconds, 2),
        "masking_ms": round(1e3 * record.own_seconds, 2),
    }
    return {name: value for name, value in line.items() if value not in ("", False, {})}


def _tracer() -> Any:
    try:
        from opentelemetry import trace
    except ImportError:
        from spro.errors import ConfigurationError

        raise ConfigurationError("trace = true needs the `tracing` extra: pip install '.[tracing]'") from None
    return trace.get_tracer("spro")
