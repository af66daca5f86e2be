"""Settings: the only place that reads the environment.

| variable | meaning |
|---|---|
| ``SPRO_API_KEY`` | key for a remote Spro; not needed in-process |
| ``SPRO_API_URL`` | address of a remote Spro; unset: everything runs in this process |
| ``SPRO_POLICY`` | name of a shipped policy or path of a policy file; default ``default`` |
| ``SPRO_CACHE_DIR`` | where compiled rules are kept; default ``spro`` in the user's cache folder |
| ``SPRO_NAMES`` | the names model: ``auto`` (default: if it is installed), ``on`` (an error if not) or ``off`` |
| ``SPRO_THREADS`` | threads of the names model for one call; default 1 |
| ``SPRO_SECRET`` | key (any text, 16 characters or more) for ``hash``, ``encrypt`` and ``fpe`` |
| ``SPRO_PROPERTY`` | folder of what `spro fingerprint` learned; default ``property`` in the gateway's state folder |
| ``SPRO_MASTER_KEY`` | key that encrypts the gateway's stored values, instead of a file beside them |

The gateway also honours ``HTTPS_PROXY``, ``HTTP_PROXY``, ``ALL_PROXY`` and ``NO_PROXY`` for its calls to providers.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from spro.errors import ConfigurationError

__all__ = ["Settings", "environment", "proxies", "read_file", "state_folder"]

_MOST_THREADS = 256


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says. Keys are kept out of the repr."""

    api_key: str = field(default="", repr=False)
    api_url: str = ""
    policy: str = "default"
    cache_dir: Path = Path()
    names: str = "auto"
    threads: int = 1
    secret: str = field(default="", repr=False)
    master_key: str = field(default="", repr=False)
    property_dir: Path = Path()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read ``environment`` (default: the process's).

        Raises:
            ConfigurationError: a value is not one of those above.
        """
        env = os.environ if environment is None else environment
        return cls(
            api_key=env.get("SPRO_API_KEY", ""),
            api_url=env.get("SPRO_API_URL", ""),
            policy=env.get("SPRO_POLICY", "default"),
            cache_dir=Path(env["SPRO_CACHE_DIR"]) if env.get("SPRO_CACHE_DIR") else _user_cache(env),
            names=_choice(env, "SPRO_NAMES", ("auto", "on", "off")),
            threads=_count(env, "SPRO_THREADS"),
            secret=env.get("SPRO_SECRET", ""),
            master_key=env.get("SPRO_MASTER_KEY", ""),
            property_dir=Path(env["SPRO_PROPERTY"]) if env.get("SPRO_PROPERTY") else state_folder(env) / "property",
        )


def environment() -> Mapping[str, str]:
    """The process's environment, for settings that name a variable (``api_key_env``)."""
    return os.environ


def proxies(env: Mapping[str, str]) -> dict[str, str]:
    """Addresses of proxies by scheme (``http``, ``https``, ``all``), and ``no``: hosts that go without."""
    found = {}
    for scheme in ("http", "https", "all", "no"):
        value = env.get(f"{scheme}_proxy") or (env.get(f"{scheme.upper()}_PROXY") if scheme != "http" else None)
        if value:
            found[scheme] = value
    if "http" not in found and env.get("HTTP_PROXY") and "REQUEST_METHOD" not in env:
        found["http"] = env["HTTP_PROXY"]
    return found


def read_file(path: str | Path) -> str:
    """A configuration file's text.

    Raises:
        ConfigurationError: it cannot be read.
    """
    try:
        return Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{path}: cannot be read ({type(error).__name__})") from None


def state_folder(env: Mapping[str, str]) -> Path:
    """Where the gateway keeps its database when it needs one and none was named."""
    if sys.platform in ("darwin", "win32"):
        return _user_cache(env).parent / "spro-state"
    home = Path(env.get("HOME") or ".")
    return Path(env.get("XDG_STATE_HOME") or home / ".local" / "state") / "spro"


def _choice(env: Mapping[str, str], name: str, choices: tuple[str, ...]) -> str:
    value = env.get(name) or choices[0]
    if value not in choices:
        raise ConfigurationError(f"{name} must be one of {', '.join(choices)}")
    return value


def _count(env: Mapping[str, str], name: str) -> int:
    value = env.get(name) or "1"
    if not value.isdecimal() or not 1 <= int(value) <= _MOST_THREADS:
        raise ConfigurationError(f"{name} must be a number from 1 to {_MOST_THREADS}")
    return int(value)


def _user_cache(env: Mapping[str, str]) -> Path:
    home = Path(env.get("HOME") or env.get("USERPROFILE") or ".")
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "spro"
    if sys.platform == "win32":
        return Path(env.get("LOCALAPPDATA") or home) / "spro"
    return Path(env.get("XDG_CACHE_HOME") or home / ".cache") / "spro"
