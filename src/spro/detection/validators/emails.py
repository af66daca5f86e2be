"""Mail addresses that stand for no mailbox."""

from __future__ import annotations

import re
from typing import Final

from spro.detection.validators import Validator

__all__ = ["not_sample"]

# RFC 2606 reserves example.com, .net and .org for documentation; with these local parts nobody is meant.
_DOMAINS: Final = frozenset(
    ("example.com", "example.org", "example.net", "domain.com", "yourdomain.com", "company.com")
)
_LOCAL_TEXT: Final = (
    "user users name you your your.name email someone somebody me test foo bar username recipient sender example "
    "your.email your-email youremail yourname your_name user1 user2 first.last firstname.lastname "
)
_LOCAL: Final = frozenset(_LOCAL_TEXT.split())
_GIT = frozenset(
    ("git@github.com", "git@gitlab.com", "git@bitbucket.org", "noreply@github.com", "git@ssh.dev.azure.com")
)


def not_sample(_argument: str) -> Validator:
    """Everything but ``user@example.com`` and its like, and the ``git@`` of a repository's address."""
    return _not_sample


def _not_sample(value: str, _match: re.Match[str]) -> bool:
    value = value.lower()
    local, _, domain = value.rpartition("@")
    return not (domain in _DOMAINS and local in _LOCAL) and value not in _GIT
