"""The shape of encrypted tokens, ``enc:v1:<key id>:<base64url>``: shared by the operator and the restorer."""

from __future__ import annotations

from typing import Final

__all__ = ["MAX_TOKEN", "TOKEN_MARK", "TOKEN_PATTERN"]

TOKEN_MARK: Final = "enc:v1:"

MAX_TOKEN: Final = 16_384
"""A stream must be able to hold a whole token back, so there is an end to its length."""

TOKEN_PATTERN: Final = rf"enc:v1:[A-Za-z0-9._-]{{1,32}}:[A-Za-z0-9_-]{{24,{MAX_TOKEN - 64}}}(?![A-Za-z0-9_-])"
