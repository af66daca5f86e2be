"""The gateway's settings: what a configuration file (TOML) says, checked. docs/gateway.md describes every key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final

from spro.errors import ConfigurationError
from spro.server.providers import PRESETS, Provider, provider

__all__ = ["GatewaySettings", "Target", "parse_settings"]


@dataclass(frozen=True, slots=True)
class Target:
    """Where a model name leads: a provider, and the model's name there."""

    provider: str
    model: str = ""


@dataclass(frozen=True, slots=True)
class GatewaySettings:
    """All settings.

    Attributes:
        host, port: where it listens.
        policy: for requests that name none; ``policies``: the ones that a request may name (empty: the shipped ones).
        attachments: ``block`` or ``keep`` images, audio and files.
        unknown: ``mask`` or ``refuse`` texts at paths that an API does not have.
        signed: ``seen``: signed blocks pass only if this gateway has seen them; ``any``: always.
        observe: report what would be masked and change nothing.
        overrides: whether request headers may choose policy, attachments and unknown.
        keys: ``auto``: a Spro key is needed once one exists; ``required``; ``none``.
        allow_public: listen on an address that others reach, without keys or TLS.
        origins: web pages (``https://app.example.com``) that may call; browsers name theirs. ``*`` allows all.
        max_body: bytes; ``max_reply``: bytes of a reply that is not streamed.
        body_timeout: seconds for a client to send its body.
        max_connections: to all providers together.
        drain: seconds that running requests get after SIGTERM.
        max_values: values kept in memory, over all conversations; beyond it those unused for longest go.
        ttl: seconds that a conversation's values are kept after its last use.
        state: folder of the database; empty: everything is in memory and gone at the end.
        database: ``postgresql://...`` instead of the file in ``state``; the master key stays in ``state``.
        audit: write an audit row for each request; ``retention_days``: how long rows are kept, 0 for always.
        credits: meter requests of organisations' keys; the operator's own keys are never metered.
        playground: offer the page at ``/``, where anybody who reaches the server may try it without a key.
        sign_up: offer `/signup`, where anybody who reaches the server makes an account with its own organisation.
        tls_cert, tls_key: files, for HTTPS.
        trace: OpenTelemetry spans, if the ``tracing`` extra is installed.
        access_log: one JSON line per request on standard error.
        providers: by name. ``defaults``: surface -> provider for paths that name none.
        models: model name (``*`` at the end matches any rest) -> target.
    """

    host: str = "127.0.0.1"
    port: int = 8700
    workers: int = 1
    policy: str = "default"
    policies: tuple[str, ...] = ()
    attachments: str = "block"
    unknown: str = "mask"
    signed: str = "seen"
    observe: bool = False
    overrides: bool = True
    keys: str = "auto"
    allow_public: bool = False
    origins: tuple[str, ...] = ()
    max_body: int = 32 * 1024 * 1024
    max_reply: int = 64 * 1024 * 1024
    body_timeout: float = 60.0
    max_connections: int = 1000
    drain: float = 30.0
    ttl: float = 86_400.0
    max_values: int = 100_000
    state: str = ""
    database: str = ""
    audit: bool = True
    retention_days: int = 0
    credits: bool = True
    playground: bool = True
    sign_up: bool = False
    tls_cert: str = ""
    tls_key: str = ""
    trace: bool = False
    access_log: bool = True
    providers: Mapping[str, Provider] = field(default_factory=lambda: {k: v for k, v in PRESETS.items() if v.base_url})
    defaults: Mapping[str, str] = field(
        default_factory=lambda: {"openai": "openai", "anthropic": "anthropic", "gemini": "gemini", "ollama": "ollama"}
    )
    models: Mapping[str, Target] = field(default_factory=dict)

    def with_provider(self, name: str, **changes: Any) -> GatewaySettings:
        """The same settings with one provider for every surface that it speaks (``spro serve --provider``).

        Raises:
            ConfigurationError: nobody knows the provider.
        """
        base = self.providers.get(name) or PRESETS.get(name)
        if base is None:
            raise ConfigurationError(
                f"no provider {name!r}: known are {', '.join(sorted({*PRESETS, *self.providers}))}"
            )
        made = provider(name, {"preset": name, **changes} if name in PRESETS else changes, {})
        speaks = list(self.defaults) if made.is_echo else [made.surface]
        # With `echo`, paths that name another provider lead to it too: nothing leaves the machine.
        others = dict.fromkeys(self.providers, made) if made.is_echo else self.providers
        return replace(
            self,
            providers={**others, name: made},
            defaults={**self.defaults, **dict.fromkeys(speaks, name)},
        )


_CHOICES: Final = {
    "attachments": ("block", "keep"),
    "unknown": ("mask", "refuse"),
    "signed": ("seen", "any"),
    "keys": ("auto", "required", "none"),
}
_TABLES: Final = ("providers", "defaults", "models")


def parse_settings(text: str, source: str, environment: Mapping[str, str]) -> GatewaySettings:
    """Read a configuration file's text.

    Raises:
        ConfigurationError: naming file and key.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigurationError(f"{source}: not TOML: {error}") from None
    try:
        return _settings(document, environment)
    except ConfigurationError as error:
        raise ConfigurationError(f"{source}: {error}") from None


def _settings(document: Mapping[str, Any], environment: Mapping[str, str]) -> GatewaySettings:
    unknown = set(document) - {"gateway", *_TABLES}
    if unknown:
        raise ConfigurationError(f"unknown table: {', '.join(sorted(unknown))}")
    changes = _plain(document.get("gateway", {}))
    default = GatewaySettings()
    own = {name: provider(name, options, environment) for name, options in document.get("providers", {}).items()}
    providers = {**default.providers, **own}
    defaults = {**default.defaults, **document.get("defaults", {})}
    for surface, name in defaults.items():
        if surface not in default.defaults:
            raise ConfigurationError(f"defaults: {surface}: known are {', '.join(default.defaults)}")
        chosen = providers.get(name) or PRESETS.get(name)
        if chosen is None or not (chosen.is_echo or chosen.surface in (surface, "ollama")):
            raise ConfigurationError(f"defaults: {surface}: no such provider, or it does not speak this API")
        providers[name] = chosen
    for made in own.values():
        for other in made.failover:
            if other not in providers or providers[other].surface != made.surface:
                raise ConfigurationError(f"providers: {made.name}: failover: no provider {other!r} with the same API")
    models = {name: _target(name, value, providers) for name, value in document.get("models", {}).items()}
    return replace(default, **changes, providers=providers, defaults=defaults, models=models)


def _plain(table: Mapping[str, Any]) -> dict[str, Any]:
    default = GatewaySettings()
    known = {item.name for item in fields(GatewaySettings)} - set(_TABLES)
    changes: dict[str, Any] = {}
    for key, value in table.items():
        if key not in known:
            raise ConfigurationError(f"gateway: {key}: unknown key")
        current = getattr(default, key)
        wanted = float(value) if isinstance(current, float) and type(value) is int else value
        wanted = tuple(wanted) if isinstance(wanted, list) else wanted
        if type(wanted) is not type(current):
            raise ConfigurationError(f"gateway: {key}: must be a {type(current).__name__}")
        if key in _CHOICES and wanted not in _CHOICES[key]:
            raise ConfigurationError(f"gateway: {key}: must be {' or '.join(_CHOICES[key])}")
        changes[key] = wanted
    return changes


def _target(name: str, value: Any, providers: Mapping[str, Provider]) -> Target:
    entry = {"provider": value} if isinstance(value, str) else value
    if not isinstance(entry, dict) or set(entry) - {"provider", "model"} or entry.get("provider") not in providers:
        raise ConfigurationError(f"models: {name}: must be a provider, or a table of `provider` and `model`")
    return Target(entry["provider"], str(entry.get("model", "")))
