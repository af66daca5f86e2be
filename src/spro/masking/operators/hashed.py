"""``hash``: a keyed digest, the same for equal values; for joins and counts, never to be turned back."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from typing import ClassVar, Final

from spro.masking.keys import length_prefixed
from spro.masking.operators.base import Keyed, wrong
from spro.model import Finding
from spro.vault import Scope

__all__ = ["Hash"]

_MIN_LENGTH: Final = 12
_FULL_LENGTH: Final = {"hex": 64, "base32": 52}


@dataclass(frozen=True, slots=True)
class Hash(Keyed):
    """HMAC-SHA-256 over type and value. Without a key anyone could try out all phone numbers.

    ``scoped``: equal values get equal digests within a scope only.
    """

    name: ClassVar[str] = "hash"
    reversible: ClassVar[bool] = False

    encoding: str = "hex"
    length: int = 32
    scoped: bool = False

    def __post_init__(self) -> None:
        full = _FULL_LENGTH.get(self.encoding)
        if full is None:
            raise wrong(self.name, "encoding", "hex or base32")
        if not _MIN_LENGTH <= self.length <= full:
            raise wrong(self.name, "length", f"{_MIN_LENGTH} to {full} for {self.encoding}")

    def apply(self, value: str, finding: Finding, scope: Scope) -> str:
        """Hexadecimal digits, or lower-case base32."""
        message = length_prefixed(finding.type, scope.id if self.scoped else "", value)
        digest = hmac.digest(self.keys.key("hash"), message, hashlib.sha256)
        text = digest.hex() if self.encoding == "hex" else base64.b32encode(digest).decode().lower()
        return text[: self.length]
