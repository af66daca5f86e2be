"""What the dashboard's forms do. Each names what it needs; fields that it does not know are not looked at."""

from __future__ import annotations

import time
from collections.abc import Mapping
from threading import Lock
from typing import Final

from spro.errors import SProError, ValidationError
from spro.server.web.own import OWN_ACTIONS
from spro.server.web.stores import Action, Done, Form, Stores
from spro.server.web.visits import Visit
from spro.storage.accounts import AccountError
from spro.storage.keys import Terms
from spro.storage.ledger import MICRO
from spro.storage.verification import verify

__all__ = ["ACTIONS"]

_MOST_DOLLARS: Final = 1_000_000
_GRACE: Final = 24 * 3600
_verifying: Final = Lock()


def _number(form: Form, name: str, most: int) -> int:
    said = form.get(name, "").strip() or "0"
    if not said.isdecimal() or len(said) > len(str(most)) or int(said) > most:
        raise ValidationError(f"{name.replace('_', ' ')} is a whole number from 0 to {most}")
    return int(said)


def _create_key(stores: Stores, visit: Visit, form: Form) -> Done:
    days = _number(form, "days", 3650)
    terms = Terms(
        frozenset({form.get("scope", "use")}),
        requests_per_minute=_number(form, "requests_per_minute", 10**9),
        tokens_per_minute=_number(form, "tokens_per_minute", 10**9),
        monthly_budget=_number(form, "monthly_budget", _MOST_DOLLARS) * MICRO,
    )
    expires = int(time.time()) + days * 86_400 if days else None
    secret, made = stores.platform.keys.create(form.get("name", ""), visit.organisation, terms=terms, expires=expires)
    stores.note(visit, "key_made", made.id)
    return {"secret": secret}


def _rotate_key(stores: Stores, visit: Visit, form: Form) -> Done:
    made = stores.platform.keys.rotate(form.get("id", ""), visit.organisation, grace=_GRACE)
    if made is None:
        raise AccountError("there is no such key, or it is revoked already")
    stores.note(visit, "key_rotated", made[1].id)
    return {"secret": made[0]}


def _revoke_key(stores: Stores, visit: Visit, form: Form) -> Done:
    id_ = form.get("id", "")
    if not stores.platform.keys.revoke(id_, visit.organisation):
        raise AccountError("there is no such key, or it is revoked already")
    stores.note(visit, "key_revoked", id_)
    return {}


def _approve(stores: Stores, visit: Visit, form: Form) -> Done:
    provider, model = form.get("provider", "").strip(), form.get("model", "").strip() or "*"
    if not provider or len(provider) + len(model) > 400:
        raise ValidationError("name a provider, and a model of at most 200 characters")
    stores.platform.inventory.approve(visit.organisation, provider, model)
    stores.note(visit, "model_approved", f"{provider} {model}")
    return {}


def _disapprove(stores: Stores, visit: Visit, form: Form) -> Done:
    provider, model = form.get("provider", ""), form.get("model", "")
    if stores.platform.inventory.disapprove(visit.organisation, provider, model):
        stores.note(visit, "model_disapproved", f"{provider} {model}")
    return {}


def _invite(stores: Stores, visit: Visit, form: Form) -> Done:
    _not_above(visit, form.get("role", ""))
    token, made = stores.platform.accounts.invite(visit.organisation, form.get("email", ""), form.get("role", ""))
    stores.note(visit, "member_invited", f"{made.id} {made.role}")
    return {"token": token, "path": "/join"}


def _withdraw(stores: Stores, visit: Visit, form: Form) -> Done:
    id_ = form.get("id", "")
    if stores.platform.accounts.withdraw(id_, visit.organisation):
        stores.note(visit, "invitation_withdrawn", id_)
    return {}


def _set_role(stores: Stores, visit: Visit, form: Form) -> Done:
    person, role = form.get("person", ""), form.get("role", "")
    _not_above(visit, role, stores.platform.accounts.role(person, visit.organisation))
    stores.platform.accounts.set_role(person, visit.organisation, role)
    stores.note(visit, "role_changed", f"{person} {role or 'none'}")
    return {}


def _reset(stores: Stores, visit: Visit, form: Form) -> Done:
    recovery = stores.platform.recovery
    if not visit.organisation:  # the operator, for anybody
        person = recovery.person_of(form.get("email", ""))
        token = recovery.link(person)
        stores.note(visit, "reset_link_made", person)
        return {"token": token, "path": "/reset"}
    person = form.get("person", "")
    role = stores.platform.accounts.role(person, visit.organisation)
    _not_above(visit, role)
    if not role or not recovery.belongs_only_to(person, visit.organisation):
        raise AccountError("only the operator of the server can do this: the person is in other organisations too")
    token = recovery.link(person)
    stores.note(visit, "reset_link_made", person)
    return {"token": token, "path": "/reset"}


def _not_above(visit: Visit, *roles: str) -> None:
    """Only owners make owners, and only they change what one is."""
    if "owner" in roles and visit.role != "owner":
        raise AccountError("only an owner can do this")


def _verify(stores: Stores, visit: Visit, _form: Form) -> Done:
    if not _verifying.acquire(blocking=False):
        raise AccountError("the trail is being verified already; wait until that is done")
    try:
        stores.platform.sync()
        found = verify(stores.platform.audit)
    finally:
        _verifying.release()
    shown = {"sound": found.sound, "faults": [], "rows": None}
    if not visit.organisation:  # how much others do, and where, is the operator's to know
        shown |= {"faults": found.faults[:20], "rows": found.rows, "checkpoints": found.checkpoints}
    return {"verdict": shown}


def _top_up(stores: Stores, visit: Visit, form: Form) -> Done:
    to = stores.platform.accounts.organisation(form.get("organisation", ""))
    if visit.organisation or not visit.session.person.is_admin or to is None:
        raise AccountError("only the operator adds credit, to an organisation that there is")
    amount = _number(form, "dollars", _MOST_DOLLARS) * MICRO
    stores.platform.ledger.top_up(to.id, amount, note=f"by {visit.session.person.id}")
    stores.platform.note_change(to.id, visit.session.person.id, "credit_added", f"{amount // MICRO} dollars")
    return {}


def _rename(stores: Stores, visit: Visit, form: Form) -> Done:
    if not visit.organisation:
        raise AccountError("this is no organisation")
    stores.platform.accounts.rename(visit.organisation, form.get("name", ""))
    stores.note(visit, "organisation_renamed", visit.organisation)
    return {}


def _password(stores: Stores, visit: Visit, form: Form) -> Done:
    person = visit.session.person
    # Through the throttle of logging in: whoever sits at an open session must not try passwords either.
    made = stores.platform.sessions.log_in(person.email, form.get("old", ""))
    if made is None:
        raise SProError("the present password is wrong")
    stores.platform.accounts.set_password(person.id, form.get("new", ""))  # all sessions end
    stores.note(visit, "password_changed", person.id)
    return {}


ACTIONS: Final[Mapping[tuple[str, str], Action]] = {
    ("keys", "create"): Action("keys:write", _create_key, once=True),
    ("keys", "rotate"): Action("keys:write", _rotate_key, once=True),
    ("keys", "revoke"): Action("keys:write", _revoke_key),
    ("apps", "approve"): Action("inventory:write", _approve),
    ("apps", "disapprove"): Action("inventory:write", _disapprove),
    ("members", "invite"): Action("members:write", _invite, once=True),
    ("members", "withdraw"): Action("members:write", _withdraw),
    ("members", "role"): Action("members:write", _set_role),
    ("members", "reset"): Action("members:write", _reset, once=True),
    ("audit", "verify"): Action("audit:read", _verify),
    ("credit", "top_up"): Action("credits:read", _top_up, once=True),
    **OWN_ACTIONS,
    ("settings", "rename"): Action("organisation:write", _rename),
    ("settings", "password"): Action("usage:read", _password),
}
