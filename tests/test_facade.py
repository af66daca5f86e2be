"""The public names are a promise; importing them costs next to nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

import spro
from spro import errors


def test_public_names() -> None:
    assert sorted(spro.__all__) == [
        "APIError",
        "AsyncSpro",
        "AuthenticationError",
        "BlockedError",
        "ConfigurationError",
        "Conversation",
        "DetectionError",
        "Explanation",
        "Finding",
        "InvalidAPIKeyError",
        "InvalidEntityError",
        "Policy",
        "PolicyError",
        "RestoreError",
        "RuleError",
        "SProError",
        "SecuredText",
        "Spro",
        "ValidationError",
    ]
    for name in spro.__all__:
        assert getattr(spro, name).__doc__


def test_unknown_names_are_attribute_errors() -> None:
    with pytest.raises(AttributeError, match="nothing_here"):
        _ = spro.nothing_here


def test_every_error_is_an_spro_error() -> None:
    for name in errors.__all__:
        assert issubclass(getattr(errors, name), spro.SProError)


def test_import_loads_nothing_heavy_and_touches_nothing() -> None:
    script = (
        "import sys, logging; before = len(logging.root.handlers); import spro; "
        "heavy = {'hyperscan', 'phonenumbers', 'stdnum', 'cryptography', 'click', 'rich', 'tomllib', 'socket', 'asyncio'};"
        "assert not heavy & set(sys.modules), heavy & set(sys.modules); assert len(logging.root.handlers) == before"
    )
    subprocess.run([sys.executable, "-c", script], check=True)  # noqa: S603
