"""Checks that a pattern cannot make: check digits, registries, entropy, "is this a placeholder?".

A rule names them as ``module.function`` or ``module.function:argument``, where the module is one of this package
and the function takes the argument (a string, maybe empty) and makes the check. A check gets the folded value and
the match of the rule's pattern (for named groups and what stands around it, in ``match.string``) and vetoes with
False. Modules are imported when a rule first needs them: phone and country metadata is large.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib import import_module

__all__ = ["Validator", "validator"]

Validator = Callable[[str, re.Match[str]], bool]


@cache
def validator(spec: str) -> Validator:
    """The check that a rule's ``validators`` entry names.

    Raises:
        ValueError: no check has that name, or it does not take that argument.
    """
    name, _, argument = spec.partition(":")
    module_name, _, function = name.partition(".")
    made: Validator | None = None
    try:
        module = import_module(f"{__name__}.{module_name}")
        if function in module.__all__:
            made = getattr(module, function)(argument)
    except (ImportError, AttributeError, TypeError, KeyError):
        made = None
    if made is None:
        raise ValueError(f"no validator {name!r}, or not with that argument")
    return made
