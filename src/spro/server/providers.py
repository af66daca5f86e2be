"""Where providers are and how they want to be called. Presets are data; a configuration may change or add to them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from spro.errors import ConfigurationError

__all__ = ["PRESETS", "Provider", "provider"]


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider.

    Attributes:
        name: in paths (``/{name}/v1/...``), logs and metrics.
        surface: which API it speaks: ``openai``, ``anthropic``, ``gemini``, ``ollama``; ``echo`` speaks all.
        base_url: scheme, host and fixed path; empty where everybody has an address of their own.
        versions: path prefixes that it serves; the first one is used for requests that come without.
        header: which header takes the credential; ``Authorization`` gets ``Bearer `` in front.
        api_key: a credential that the gateway holds; empty: the client's own is passed on.
        connect_timeout, read_timeout: seconds; the second one between two pieces of a reply.
        retries: further attempts after connection errors, 429 and 5xx, before the first byte of a reply.
        failover: names of providers that are tried after it, of the same surface.
        proxy: address of a proxy for this provider; ``ca_bundle``: a file of certificates to trust instead.
    """

    name: str
    surface: str = "openai"
    base_url: str = ""
    versions: tuple[str, ...] = ("/v1",)
    header: str = "authorization"
    api_key: str = field(default="", repr=False)
    connect_timeout: float = 10.0
    read_timeout: float = 600.0
    retries: int = 2
    failover: tuple[str, ...] = ()
    proxy: str = ""
    ca_bundle: str = ""

    @property
    def is_echo(self) -> bool:
        """Whether it answers from inside the gateway."""
        return self.surface == "echo"


_OPENAI_LIKE: Final = {
    "openai": "https://api.openai.com",
    "mistral": "https://api.mistral.ai",
    "groq": "https://api.groq.com/openai",
    "openrouter": "https://openrouter.ai/api",
    "together": "https://api.together.xyz",
}

PRESETS: Final[Mapping[str, Provider]] = {
    **{name: Provider(name, base_url=url) for name, url in _OPENAI_LIKE.items()},
    "deepseek": Provider("deepseek", base_url="https://api.deepseek.com", versions=("/v1", "/beta")),
    "deepseek-anthropic": Provider(
        "deepseek-anthropic", "anthropic", "https://api.deepseek.com/anthropic", header="x-api-key"
    ),
    "anthropic": Provider("anthropic", "anthropic", "https://api.anthropic.com", header="x-api-key"),
    "gemini": Provider(
        "gemini",
        "gemini",
        "https://generativelanguage.googleapis.com",
        versions=("/v1beta", "/v1", "/v1alpha"),
        header="x-goog-api-key",
    ),
    "azure-openai": Provider("azure-openai", versions=("/openai/v1",), header="api-key"),
    "ollama": Provider("ollama", "ollama", "http://127.0.0.1:11434", versions=("", "/v1")),
    "vllm": Provider("vllm", base_url="http://127.0.0.1:8000", versions=("/v1", "")),
    "echo": Provider("echo", "echo", versions=("/v1", "/v1beta", "")),
}
"""Sources: the providers' API references, 2026-11."""

_URL: Final = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]+(?:/[A-Za-z0-9._\-/]*)?")
_NAME: Final = re.compile(r"[a-z][a-z0-9\-]{0,31}")
_SURFACES: Final = ("openai", "anthropic", "gemini", "ollama", "echo")


def provider(name: str, options: Mapping[str, Any], environment: Mapping[str, str]) -> Provider:
    """A provider from a configuration: a preset (``preset``, else its name) with changes.

    Args:
        name: as in the configuration.
        options: the keys of `Provider`, ``preset``, and ``api_key_env``: the variable that holds the credential.
        environment: where that variable is looked up.

    Raises:
        ConfigurationError: naming provider and key.
    """
    if not _NAME.fullmatch(name):
        raise ConfigurationError(f"provider {name!r}: a name is lower-case letters, digits and hyphens")
    options = dict(options)
    preset = options.pop("preset", name if name in PRESETS else None)
    if preset is not None and preset not in PRESETS:
        raise ConfigurationError(f"provider {name}: preset: known are {', '.join(sorted(PRESETS))}")
    base = PRESETS[preset] if preset is not None else Provider(name)
    variable = options.pop("api_key_env", "")
    if variable:
        options["api_key"] = environment.get(variable, "")
        if not options["api_key"]:
            raise ConfigurationError(f"provider {name}: api_key_env: the variable {variable} is not set")
    made = replace(base, name=name, **{key: _checked(base, key, value) for key, value in options.items()})
    if made.surface not in _SURFACES:
        raise ConfigurationError(f"provider {name}: surface: known are {', '.join(_SURFACES)}")
    if not made.is_echo and not _URL.fullmatch(made.base_url):
        raise ConfigurationError(f"provider {name}: base_url: must be http(s)://host[:port][/path]")
    return replace(made, base_url=made.base_url.rstrip("/"))


def _checked(base: Provider, key: str, value: Any) -> Any:
    current = getattr(base, key, None)
    if current is None or key == "name":
        raise ConfigurationError(f"provider {base.name}: {key}: unknown key")
    if isinstance(current, tuple) and isinstance(value, list):
        value = tuple(value)
    elif isinstance(current, float) and type(value) is int:
        value = float(value)
    if type(value) is not type(current):
        raise ConfigurationError(f"provider {base.name}: {key}: must be a {type(current).__name__}")
    return value
