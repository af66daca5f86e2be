"""Operators by name, with a policy's parameters. The names are those of ``spro.policy.ACTIONS``: a test says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from typing import Any, Final

from spro.errors import ConfigurationError, ValidationError
from spro.masking.keys import KeyRing
from spro.masking.operators.base import Operator, wrong
from spro.masking.operators.encrypted import Encrypt
from spro.masking.operators.fpe import FormatPreserving
from spro.masking.operators.generalize import Generalize
from spro.masking.operators.hashed import Hash
from spro.masking.operators.partial import Partial
from spro.masking.operators.placeholder import Placeholder
from spro.masking.operators.plain import Block, Char, Enhanced, Keep, Label, Redact
from spro.masking.operators.surrogate import Surrogate

__all__ = ["OPERATORS", "REVERSIBLE", "make_operator"]

_CLASSES: Final[tuple[Any, ...]] = (
    Block,
    Char,
    Encrypt,
    Enhanced,
    FormatPreserving,
    Generalize,
    Hash,
    Keep,
    Label,
    Partial,
    Placeholder,
    Redact,
    Surrogate,
)

OPERATORS: Final[Mapping[str, Callable[..., Operator]]] = {cls.name: cls for cls in _CLASSES}
"""Name -> class."""

REVERSIBLE: Final = frozenset(cls.name for cls in _CLASSES if cls.reversible)
"""Names of the operators whose values can come back."""

_SPELLINGS: Final = {"with": "with_", "mask_character": "mask_char"}


def make_operator(name: str, params: Mapping[str, object], keys: KeyRing | None = None) -> Operator:
    """The operator of this name with these parameters.

    Raises:
        ValidationError: unknown operator, unknown parameter, or one of the wrong type or out of range.
        ConfigurationError: the operator needs a key and there is none.
    """
    cls: Any = OPERATORS.get(name)
    if cls is None:
        raise ValidationError(f"unknown operator; known are {', '.join(sorted(OPERATORS))}")
    known = {field.name: field for field in fields(cls)}
    arguments: dict[str, object] = {}
    for given, value in params.items():
        field = known.get(_SPELLINGS.get(given, given))
        if field is None or field.name == "keys" or field.default is MISSING:
            allowed = ", ".join(sorted(n.rstrip("_") for n in known if n != "keys")) or "none"
            raise ValidationError(f"{name}: unknown parameter {given!r:.40}; known: {allowed}")
        # `type(...) is`: True is no number of characters.
        if type(value) is not type(field.default):
            raise wrong(name, given, f"of type {type(field.default).__name__}")
        arguments[field.name] = value
    if "keys" in known:
        if keys is None and getattr(cls, "needs_key", False):
            raise ConfigurationError(f"{name} needs a key: give `secret`, or set SPRO_SECRET")
        arguments["keys"] = keys
    operator: Operator = cls(**arguments)
    return operator
