"""What an organisation decides for itself: policies of its own, and values that are not sensitive in it.

Whoever may send prompts may propose a value; it counts when somebody who may write policies accepts it, for it changes
what is masked for everybody in the organisation. Every change is a row of the audit trail.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Final

from msgspec import Meta, Struct

from spro.errors import PolicyError
from spro.server.api import schemas
from spro.server.api.account import ACCOUNT, AccountOperation, Asked, Listing
from spro.storage.own_rules import OwnRules
from spro.wire.refusal import RefusalError

__all__ = ["ORGANISATION"]


class Feedback(Struct, forbid_unknown_fields=True):
    """A value that was masked and need not be."""

    value: Annotated[
        str, Meta(min_length=1, max_length=500, description="As it stands in texts; case does not matter.")
    ]


class Noted(Struct):
    """A value's id, and whether it counts already or waits to be accepted."""

    request_id: str
    id: str
    accepted: bool


def put_policy(asked: Asked) -> schemas.KeptPolicy:
    """Keep a policy of the organisation's own, in front of a shipped one of the same name."""
    rules, text = asked.service.own_rules(), asked.body.text
    try:
        made = asked.service.check(text, asked.name)
    except PolicyError as error:
        raise RefusalError(422, "invalid_policy", str(error)) from None
    rules.put_policy(asked.key.organisation, asked.name, text, asked.key.id)
    asked.note("policy_changed", asked.name, made.digest)
    return schemas.KeptPolicy(asked.request_id, made.name, made.description, made.digest)


def drop_policy(asked: Asked) -> schemas.Done:
    """Remove a policy of the organisation's own; a shipped one of this name counts again."""
    if not asked.service.own_rules().drop_policy(asked.key.organisation, asked.name):
        raise RefusalError(404, "unknown_policy", "the organisation has no policy of its own of this name")
    asked.note("policy_removed", asked.name)
    return schemas.Done(asked.request_id)


def give_feedback(asked: Asked) -> Noted:
    """Add a value to the allow list, or propose it."""
    may = asked.key.terms.may("policies:write")
    id_ = asked.service.own_rules().allow(asked.key.organisation, asked.body.value, asked.key.id, accepted=may)
    asked.note("value_allowed" if may else "value_proposed", id_)
    return Noted(asked.request_id, id_, may)


def list_feedback(asked: Asked) -> Listing:
    """Values that are not sensitive in this organisation, and proposals."""
    found = asked.service.own_rules().allowed(asked.key.organisation)
    rows = [
        {"id": item.id, "value": item.value, "by": item.by, "at": item.at, "accepted": item.accepted} for item in found
    ]
    return Listing(asked.request_id, rows)


def accept_feedback(asked: Asked) -> Noted:
    """Let a proposed value count."""
    _known(asked, OwnRules.accept)
    asked.note("value_allowed", asked.name)
    return Noted(asked.request_id, asked.name, accepted=True)


def drop_feedback(asked: Asked) -> schemas.Done:
    """Remove a value or a proposal."""
    _known(asked, OwnRules.disallow)
    asked.note("value_removed", asked.name)
    return schemas.Done(asked.request_id)


def _known(asked: Asked, change: Callable[[OwnRules, str, str], bool]) -> None:
    if not change(asked.service.own_rules(), asked.key.organisation, asked.name):
        raise RefusalError(404, "unknown_value", "there is no such value")


ORGANISATION: Final = (
    *ACCOUNT,
    AccountOperation(
        "putPolicy", "PUT", "/spro/v1/policies/{name}", "Keep a policy of the organisation's own", schemas.PolicyText,
        schemas.KeptPolicy, put_policy, "policies:write",
    ),
    AccountOperation(
        "dropPolicy", "DELETE", "/spro/v1/policies/{name}", "Remove a policy of the organisation's own", None,
        schemas.Done, drop_policy, "policies:write", (404, 422),
    ),
    AccountOperation(
        "giveFeedback", "POST", "/spro/v1/feedback", "Say that a value is not sensitive", Feedback, Noted,
        give_feedback, "feedback:write",
    ),
    AccountOperation(
        "listFeedback", "GET", "/spro/v1/feedback", "Values that are not sensitive", None, Listing, list_feedback,
        "policies:write",
    ),
    AccountOperation(
        "acceptFeedback", "PUT", "/spro/v1/feedback/{name}", "Accept a proposed value", None, Noted, accept_feedback,
        "policies:write", (404, 422),
    ),
    AccountOperation(
        "dropFeedback", "DELETE", "/spro/v1/feedback/{name}", "Remove a value or a proposal", None, schemas.Done,
        drop_feedback, "policies:write", (404, 422),
    ),
)  # fmt: skip
