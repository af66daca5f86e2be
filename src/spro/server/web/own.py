"""The policies page: an organisation's own policies are edited, tried and removed; values are let through."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from spro.errors import BlockedError, PolicyError, ValidationError
from spro.server.web.stores import Action, Done, Form, Stores
from spro.server.web.visits import Visit
from spro.storage.accounts import AccountError
from spro.storage.own_rules import OwnRules

__all__ = ["OWN_ACTIONS", "in_words", "policies"]

_LONGEST_SAMPLE: Final = 20_000


def policies(stores: Stores, visit: Visit, query: Mapping[str, str]) -> dict[str, Any]:
    """The policies that requests may name, one of them whole, and the values that are not sensitive here."""
    service = stores.service.of(visit.organisation)
    names = service.policy_names()
    name = query.get("name", "")
    shown = service.policy(name, "") if name in names else None
    editable = visit.may("policies:write") and service.may_change
    return {
        "policies": service.policies("").policies,
        "shown": shown,
        "editable": editable,
        "draft": {"name": shown.name, "text": shown.text, "sample": "", "error": ""} if shown else None,
        "in_words": in_words,
        "tried": None,
        "allowed": service.own_rules().allowed(visit.organisation) if editable else [],
    }


def in_words(action: Mapping[str, Any]) -> str:
    """An action as the policies page says it: "keep, from 0.5 on"."""
    parameters = ", ".join(f"{name} {value}" for name, value in action.get("parameters", {}).items())
    said = [action["name"] + (f" ({parameters})" if parameters else ""), f"from {action['threshold']:g} on"]
    return ", ".join([*said, action["law"]] if action.get("law") else said)


def _save(stores: Stores, visit: Visit, form: Form) -> Done:
    name, text = form.get("name", "").strip(), form.get("text", "").replace("\r\n", "\n")
    service = stores.service.of(visit.organisation)
    try:
        made = service.check(text, name)
        service.own_rules().put_policy(visit.organisation, name, text, visit.session.person.id)
    except (PolicyError, ValidationError) as error:
        return {"draft": _draft(form, str(error))}
    stores.note(visit, "policy_changed", name, made.digest)
    return {}


def _try(stores: Stores, visit: Visit, form: Form) -> Done:
    sample = form.get("sample", "")[:_LONGEST_SAMPLE]
    try:
        tried = stores.service.tried(form.get("text", ""), sample) if sample else None
    except BlockedError as error:
        return {"draft": _draft(form), "tried": {"text": "", "blocked": error.counts}}
    except (PolicyError, ValidationError) as error:
        return {"draft": _draft(form, str(error))}
    return {
        "draft": _draft(form),
        "tried": {"text": tried.text, "counts": tried.counts, "blocked": {}} if tried is not None else None,
    }


def _draft(form: Form, error: str = "") -> dict[str, str]:
    return {name: form.get(name, "") for name in ("name", "text", "sample")} | {"error": error}


def _drop(stores: Stores, visit: Visit, form: Form) -> Done:
    name = form.get("name", "")
    if not _rules(stores).drop_policy(visit.organisation, name):
        raise AccountError("the organisation has no policy of its own of this name")
    stores.note(visit, "policy_removed", name)
    return {}


def _allow(stores: Stores, visit: Visit, form: Form) -> Done:
    value = form.get("value", "")
    id_ = _rules(stores).allow(visit.organisation, value, visit.session.person.id, accepted=True)
    stores.note(visit, "value_allowed", id_)
    return {}


def _changed(change: Callable[[OwnRules, str, str], bool], decision: str) -> Callable[[Stores, Visit, Form], Done]:
    def does(stores: Stores, visit: Visit, form: Form) -> Done:
        id_ = form.get("id", "")
        if not change(_rules(stores), visit.organisation, id_):
            raise AccountError("there is no such value any more")
        stores.note(visit, decision, id_)
        return {}

    return does


def _rules(stores: Stores) -> OwnRules:
    return stores.service.own_rules()


OWN_ACTIONS: Final[Mapping[tuple[str, str], Action]] = {
    ("policies", "save"): Action("policies:write", _save),
    ("policies", "try"): Action("policies:write", _try),
    ("policies", "drop"): Action("policies:write", _drop),
    ("policies", "allow"): Action("policies:write", _allow),
    ("policies", "accept"): Action("policies:write", _changed(OwnRules.accept, "value_allowed")),
    ("policies", "disallow"): Action("policies:write", _changed(OwnRules.disallow, "value_removed")),
}
