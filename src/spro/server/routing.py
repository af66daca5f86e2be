"""From a path to provider and endpoint. Nothing of a request's path goes on but what an endpoint's pattern matched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from spro.server.providers import Provider
from spro.server.settings import GatewaySettings
from spro.wire.endpoint import Endpoint
from spro.wire.surfaces import SURFACES, Surface

__all__ = ["Route", "Unrouted", "route"]


@dataclass(frozen=True, slots=True)
class Route:
    """Where a request goes. ``prefix`` and ``path`` make the address there."""

    provider: Provider
    surface: Surface
    endpoint: Endpoint
    prefix: str
    path: str


@dataclass(frozen=True, slots=True)
class Unrouted:
    """A path that leads nowhere: the surface whose error shape fits, a status, and why."""

    surface: Surface
    status: int
    code: str
    message: str


_NAME: Final = re.compile(r"[a-z][a-z\-]{0,31}")
_NATIVE: Final = {"/v1beta": "gemini", "/v1alpha": "gemini", "/api": "ollama"}


def route(settings: GatewaySettings, method: str, path: str, *, anthropic: bool) -> Route | Unrouted:
    """Find provider and endpoint for a path.

    Args:
        settings: providers and defaults.
        method: the HTTP method.
        path: the decoded path.
        anthropic: the request has Anthropic's version header, so ``/v1/models`` is Anthropic's.
    """
    head, _, rest = path[1:].partition("/")
    named = settings.providers.get(head)
    if named is not None:
        return _at(named, _surface_of(named, "/" + rest, anthropic=anthropic), method, "/" + rest)
    surface = _guess(path, anthropic=anthropic)
    if surface is None:
        name = f" {head!r}" if _NAME.fullmatch(head) else ""
        return Unrouted(
            SURFACES["openai"], 404, "unknown_provider", f"there is no provider{name} here; see docs/gateway.md"
        )
    chosen = settings.providers[settings.defaults[surface]]
    return _at(chosen, surface if chosen.is_echo else _spoken(chosen, surface), method, path)


def _guess(path: str, *, anthropic: bool) -> str | None:
    for prefix, surface in _NATIVE.items():
        if path.startswith(prefix + "/"):
            return surface
    if not path.startswith("/v1/"):
        return None
    if path.startswith("/v1/messages") or (anthropic and path.startswith("/v1/models")):
        return "anthropic"
    return "gemini" if ":" in path and path.startswith("/v1/models/") else "openai"


def _surface_of(named: Provider, rest: str, *, anthropic: bool) -> str:
    return (_guess(rest, anthropic=anthropic) or "openai") if named.is_echo else named.surface


def _spoken(chosen: Provider, surface: str) -> str:
    """Ollama's server speaks OpenAI's API too."""
    return surface if chosen.surface == "ollama" else chosen.surface


def _at(chosen: Provider, surface: str, method: str, path: str) -> Route | Unrouted:
    spoken = SURFACES[surface]
    for prefix in sorted(chosen.versions, key=len, reverse=True):
        if prefix and not path.startswith(prefix + "/"):
            continue
        found = spoken.find(method, path[len(prefix) :])
        if found is not None:
            return Route(chosen, spoken, found, prefix, path[len(prefix) :])
    # `base_url` without a version, as DeepSeek's documentation has it.
    found = spoken.find(method, path)
    if found is not None and "" not in chosen.versions:
        return Route(chosen, spoken, found, chosen.versions[0], path)
    return Unrouted(
        spoken,
        501,
        "unsupported_endpoint",
        "this endpoint is not supported: Spro passes on only what it knows how to mask",
    )
