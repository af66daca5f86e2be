"""Settings: the only place that reads the environment.

| variable | meaning |
|---|---|
| ``SPRO_API_KEY`` | key for a remote Spro; not needed in-process |
| ``SPRO_API_URL`` | address of a remote Spro; unset: everything runs in this process |
| ``SPRO_POLICY`` | name of a shipped policy or path of a policy file; default ``default`` |
| ``SPRO_CACHE_DIR`` | where compiled rules are kept; default ``spro`` in the user's cache folder |
| ``SPRO_SECRET`` | key (any text, 16 characters or more) for ``hash``, ``encrypt`` and ``fpe`` |
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Settings"]


@dataclass(frozen=True, slots=True)
class Settings:
    """What the environment says. Keys are kept out of the repr."""

    api_key: str = field(default="", repr=False)
    api_url: str = ""
    policy: str = "default"
    cache_dir: Path = Path()
    secret: str = field(default="", repr=False)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read ``environment`` (default: the process's)."""
        env = os.environ if environment is None else environment
        return cls(
            api_key=env.get("SPRO_API_KEY", ""),
            api_url=env.get("SPRO_API_URL", ""),
            policy=env.get("SPRO_POLICY", "default"),
            cache_dir=Path(env["SPRO_CACHE_DIR"]) if env.get("SPRO_CACHE_DIR") else _user_cache(env),
            secret=env.get("SPRO_SECRET", ""),
        )


def _user_cache(env: Mapping[str, str]) -> Path:
    home = Path(env.get("HOME") or env.get("USERPROFILE") or ".")
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "spro"
    if sys.platform == "win32":
        return Path(env.get("LOCALAPPDATA") or home) / "spro"
    return Path(env.get("XDG_CACHE_HOME") or home / ".cache") / "spro"
