"""Settings come from the environment and hide their keys."""

from __future__ import annotations

from pathlib import Path

from spro.config import Settings


def test_defaults() -> None:
    settings = Settings.from_environment({"HOME": "/home/x"})
    assert (settings.policy, settings.api_url) == ("default", "")
    assert settings.cache_dir.name == "spro"


def test_values() -> None:
    settings = Settings.from_environment({"SPRO_CACHE_DIR": "/tmp/c", "SPRO_POLICY": "gdpr", "SPRO_SECRET": "s3"})
    assert settings.cache_dir == Path("/tmp/c")
    assert settings.policy == "gdpr"


def test_keys_are_not_in_the_repr() -> None:
    settings = Settings.from_environment({"SPRO_API_KEY": "canary-1", "SPRO_SECRET": "canary-2"})
    assert "canary" not in repr(settings)
