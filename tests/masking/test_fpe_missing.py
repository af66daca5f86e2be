"""Without libffx the operator says what to install."""

from __future__ import annotations

import sys

import pytest

from spro.errors import ConfigurationError
from spro.masking.operators import fpe

from .masking_strategies import apply


def test_the_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ffx", None)
    fpe._ff1.cache_clear()
    with pytest.raises(ConfigurationError, match="libffx"):
        apply("fpe", "1234567", "CUSTOM_ID")
    fpe._ff1.cache_clear()
