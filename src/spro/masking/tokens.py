"""The shape of encrypted tokens, ``enc:v1:<key id>:<base64url>~``: shared by the operator and the restorer."""

from __future__ import annotations

from typing import Final

__all__ = ["MAX_TOKEN", "TOKEN_END", "TOKEN_FIRST", "TOKEN_MARK", "TOKEN_REST"]

TOKEN_MARK: Final = "enc:v1:"  # noqa: S105  # a prefix, no password

MAX_TOKEN: Final = 16_384
"""A stream must be able to hold a whole token back, so there is an end to its length."""

TOKEN_END: Final = "~"  # noqa: S105
"""Says where the token ends, whatever follows it in the text ("Anna-Lena"). A model may lose it."""

TOKEN_FIRST: Final = "e"  # noqa: S105
TOKEN_REST: Final = (
    rf"(?<=e)(?P<token>nc:v1:[A-Za-z0-9._-]{{1,32}}:[A-Za-z0-9_-]{{24,{MAX_TOKEN - 64}}}(?:~|(?![A-Za-z0-9_~-])))"
)
"""What a whole token is made of: its first character, and what follows it."""
