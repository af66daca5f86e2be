"""Spro: a privacy firewall for generative AI.

```python
from spro import Spro

spro = Spro()
secured = spro.secure("Write to anna.berg@example.com")
answer = secured.restore("I wrote to <EMAIL_1>.")
```
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from spro.errors import (
    APIError,
    AuthenticationError,
    BlockedError,
    ConfigurationError,
    DetectionError,
    InvalidAPIKeyError,
    InvalidEntityError,
    PolicyError,
    RestoreError,
    RuleError,
    SProError,
    ValidationError,
)
from spro.model import Finding

if TYPE_CHECKING:
    from spro.client.asynchronous import AsyncSpro
    from spro.client.conversation import Conversation
    from spro.client.explanation import Explanation
    from spro.client.secured import SecuredText
    from spro.client.spro import Spro
    from spro.policy import Policy

__all__ = [
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

# Imported on first use, so that `import spro` costs next to nothing.
_LAZY = {
    "AsyncSpro": "spro.client.asynchronous",
    "Conversation": "spro.client.conversation",
    "Explanation": "spro.client.explanation",
    "Policy": "spro.policy",
    "SecuredText": "spro.client.secured",
    "Spro": "spro.client.spro",
}


def __getattr__(name: str) -> Any:
    module = _LAZY.get(name)
    if module is None:
        raise AttributeError(f"module 'spro' has no attribute {name!r}")
    value = getattr(import_module(module), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
