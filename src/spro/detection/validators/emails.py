"""What has the shape of a mail address and is none: the user of an address of the web or of a repository.

``example.com`` stands for nobody in documentation (RFC 2606); in a user's text it stands in for somebody, so sample
addresses count.
"""

from __future__ import annotations

import re

from spro.detection.validators import Validator

__all__ = ["mailbox"]

_NOREPLY = "noreply@github.com"
# `postgres://reporting:S3cret@db7.example`: what stands before the @ is a user or the end of a password.
_USERINFO = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,30}://[^\s/?#\"'<>]{0,200}\Z")
_LONGEST = 240


def mailbox(_argument: str) -> Validator:
    """Everything but what stands before the host in a URL, and the ``git@`` of a repository's address."""
    return _mailbox


def _mailbox(value: str, match: re.Match[str]) -> bool:
    if value.startswith("git@") or value.lower() == _NOREPLY:
        return False
    text, start = match.string, match.start()
    if text[start - 1 : start] not in ("/", ":"):
        return True
    before = text[max(0, start - _LONGEST) : start]
    # A user name may itself be an address: `smtp://anna@mail.example:secret@host`.
    return not _USERINFO.search(before) or bool(re.match(r":[^\s/@]{1,80}@", text[match.end() : match.end() + 90]))
