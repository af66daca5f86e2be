"""What the REST operations do, without HTTP: mask, restore, detect, and say what there is."""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Final

from spro.defence import Defence
from spro.engine import Engine, Secured
from spro.errors import PolicyError, ValidationError
from spro.masking import ScopeLookup, restore
from spro.model import ALIASES, ENTITY_TYPES
from spro.plan import Plan
from spro.policy import Action, Policy
from spro.server.api import schemas
from spro.server.tenants import Prepared, Tenants
from spro.storage.own_rules import OwnRules
from spro.vault import MemoryVault, Scope, Vault
from spro.wire.refusal import RefusalError

__all__ = ["Backend", "Service"]

_PLANS: Final = 256
_ORGANISATIONS: Final = 256
# What finds without a rule of its own.
_OTHERS: Final = {
    "names-model": "The names model: the sense of the sentence",
    "name-beside-email": "A name beside the e-mail address that is made of it",
    "speaker": "A speaker among others in a transcript",
    "known-person": "Somebody whom the conversation has named before",
    "code": "Source code",
    "property.document": "A passage of an own document",
    "property.code": "A passage of own code",
    "property.record": "A value of an own record",
}
_VENDOR_MASKS: Final = ("char", "label", "enhanced")


@dataclass(frozen=True, slots=True)
class Backend:
    """What the service stands on.

    Args:
        tenants: engines and plans of policies, by name and organisation.
        vault: keeps the values of scopes.
        rules: id of a rule -> its name in words.
    """

    tenants: Tenants
    vault: Vault = field(repr=False)
    rules: Callable[[], Mapping[str, str]]


class Service:
    """The operations. Every method gets the id of its caller; scopes of one caller are closed to all others.

    Args:
        backend: see there.
        organisation: whose own policies and allowed values count (see `of`).
    """

    def __init__(self, backend: Backend, organisation: str | None = None) -> None:
        self._backend = backend
        self._tenants = backend.tenants
        self._organisation = organisation
        self._plans: dict[tuple[str, str, str, tuple[str, ...]], Plan] = {}
        self._bound: dict[str, tuple[int, Service]] = {}

    def of(self, organisation: str | None) -> Service:
        """The service as an organisation has it: with its own policies and allowed values, if it has any."""
        version = self._tenants.version(organisation)
        if not version or organisation is None:
            return self
        held = self._bound.get(organisation)
        if held is None or held[0] != version:
            if len(self._bound) >= _ORGANISATIONS:
                self._bound.clear()
            held = self._bound[organisation] = version, Service(self._backend, organisation)
        return held[1]

    def with_vault(self, vault: Vault) -> Service:
        """The same service that keeps values elsewhere."""
        other = Service(replace(self._backend, vault=vault), self._organisation)
        other._plans = self._plans  # one set of plans for both
        return other

    def policy_names(self) -> tuple[str, ...]:
        """Names that requests may give, the default first."""
        return self._tenants.names(self._organisation)

    def secure(self, owner: str, asked: schemas.SecureRequest, request_id: str) -> schemas.SecureAnswer:
        """Mask one text.

        Raises:
            PolicyError: there is no such policy.
            ValidationError: an unknown operator or entity type.
            BlockedError: the policy blocks a type that was found.
            DetectionError: detection failed.
        """
        name, engine, plan = self._plan(asked.policy, asked.mask_type, asked.mask_char, asked.entities)
        scope = asked.scope or "scp_" + secrets.token_hex(16)
        text, _ = engine.defended(asked.text, plan.policy.attacks)
        secured = engine.secure(text, plan, self._scope(owner, scope))
        return schemas.SecureAnswer(
            request_id,
            secured.text,
            _masked(secured),
            _counts(secured),
            name,
            scope,
            secured.tokens() if asked.values else None,
        )

    def batch(self, owner: str, asked: schemas.BatchRequest, request_id: str) -> schemas.BatchAnswer:
        """Mask many texts in one scope: all or, on an error, none."""
        scope = asked.scope or "scp_" + secrets.token_hex(16)
        options = asdict_of(asked, without="texts") | {"scope": scope}
        results = [self.secure(owner, schemas.SecureRequest(text=text, **options), request_id) for text in asked.texts]
        return schemas.BatchAnswer(request_id, results)

    def restore(self, owner: str, asked: schemas.RestoreRequest, request_id: str) -> schemas.RestoreAnswer:
        """Put the scope's values back; a scope of somebody else, or an expired one, has none."""
        _, _, plan = self._plan("", "", "*", ())
        lookup = ScopeLookup(self._scope(owner, asked.scope), plan.keys)
        return schemas.RestoreAnswer(request_id, restore(asked.text, lookup))

    def forget(self, owner: str, name: str, request_id: str) -> schemas.Done:
        """Drop the values of a scope; there need be none."""
        self._backend.vault.forget(self._scope(owner, name).id)
        return schemas.Done(request_id)

    def detect(self, owner: str, asked: schemas.DetectRequest, request_id: str) -> schemas.DetectAnswer:
        """Findings with their reasons."""
        name, engine, plan = self._plan(asked.policy, "", "*", asked.entities)
        rules = self._backend.rules()
        found = [
            schemas.Found(
                verdict.finding.type,
                verdict.finding.start,
                verdict.finding.end,
                round(verdict.finding.score, 3),
                verdict.finding.rule,
                verdict.finding.proof,
                verdict.action.name,
                verdict.acted,
                verdict.finding.subtype,
                verdict.action.law,
                rules.get(verdict.finding.rule) or _OTHERS.get(verdict.finding.rule, verdict.finding.rule),
                verdict.finding.document,
                round(verdict.finding.share, 3),
            )
            for verdict in engine.explain(asked.text, plan)
            if verdict.acted or asked.all
        ]
        found += _attacks(engine, plan.policy.attacks, asked.text)
        return schemas.DetectAnswer(request_id, found, name)

    def vendor(self, owner: str, asked: schemas.VendorRequest, request_id: str) -> schemas.VendorAnswer:
        """`POST /v1/redact` of the hosted service.

        Raises:
            ValidationError: a mask type that it does not have, or an unknown entity type.
        """
        began = time.perf_counter()
        if asked.mask_type not in _VENDOR_MASKS:
            raise ValidationError(f"mask_type must be one of {', '.join(_VENDOR_MASKS)}")
        sign = asked.mask_char or asked.mask_character
        if len(sign) != 1:
            raise ValidationError("mask_char must be one character")
        _, engine, plan = self._plan("", asked.mask_type, sign, asked.entities)
        text, _ = engine.defended(asked.prompt, plan.policy.attacks)
        secured = engine.secure(text, plan, self._scope(owner, "scp_" + secrets.token_hex(16)))
        scores = [finding.score for finding in secured.findings]
        metadata = {
            "mask_char": sign,
            "mask_type": asked.mask_type,
            "detected_entities": len(scores),
            "redacted_entities": len(scores),
            "confidence": round(100 * sum(scores) / len(scores), 1) if scores else 100.0,
            "processing_time": round(time.perf_counter() - began, 6),
        }
        return schemas.VendorAnswer("success", secured.text, secured.entities(), metadata, {}, request_id)

    def policies(self, request_id: str) -> schemas.PolicyList:
        """The policies that requests may name."""
        own = self._tenants.own_names(self._organisation)
        found = [self._policy(name) for name in self.policy_names()]
        return schemas.PolicyList(
            request_id,
            [schemas.PolicySummary(item.name, item.description, item.digest, item.name in own) for item in found],
        )

    def policy(self, name: str, request_id: str) -> schemas.PolicyRules:
        """One policy whole.

        Raises:
            PolicyError: there is none of this name.
        """
        item = self._policy(name)
        request, response = (
            {key: _action(action) for key, action in sorted(table.items())} for table in (item.request, item.response)
        )
        own = item.name in self._tenants.own_names(self._organisation)
        text = self._tenants.text(item.name, self._organisation)
        said = (item.name, item.description, item.digest, _action(item.default), request, response)
        return schemas.PolicyRules(request_id, *said, own=own, text=text)

    def validate(self, asked: schemas.PolicyText, request_id: str) -> schemas.PolicyVerdict:
        """Whether a policy file would be accepted."""
        try:
            self._tenants.check(asked.text, "policy")
        except PolicyError as error:
            return schemas.PolicyVerdict(request_id, valid=False, error=str(error))
        return schemas.PolicyVerdict(request_id, valid=True)

    def entities(self, request_id: str) -> schemas.EntityTypes:
        """All entity types."""
        return schemas.EntityTypes(request_id, {key: list(names) for key, names in ENTITY_TYPES.items()}, dict(ALIASES))

    def defence(self, policy: str) -> Defence:
        """What this policy says about attacks."""
        return self._prepared(self._named(policy))[2].policy.attacks

    def in_thread(self, policy: str) -> int:
        """Size of a body from which it is better masked in a thread, under this policy."""
        return self._prepared(self._named(policy))[0].in_thread

    def tried(self, text: str, sample: str) -> schemas.SecureAnswer:
        """What a policy file that is not kept yet makes of a sample. Nothing of it stays.

        Raises:
            PolicyError: the file is wrong.
            BlockedError: the policy blocks a type that was found.
        """
        engine, _, plan, _ = self._tenants.offer.make(self._tenants.check(text, "policy"), ())
        shown, _ = engine.defended(sample, plan.policy.attacks)
        secured = engine.secure(shown, plan, Scope("tried", MemoryVault(time.monotonic)))
        return schemas.SecureAnswer("", secured.text, _masked(secured), _counts(secured), "", "")

    @property
    def may_change(self) -> bool:
        """Whether organisations may have rules of their own here."""
        return self._tenants.rules is not None

    def own_rules(self) -> OwnRules:
        """Where organisations keep their own policies and allowed values.

        Raises:
            RefusalError: 403, the operator has fixed the policies, or there is no database.
        """
        rules = self._tenants.rules
        if rules is None:
            raise RefusalError(403, "policies_fixed", "the operator has fixed the policies of this server")
        return rules

    def check(self, text: str, name: str) -> Policy:
        """A policy file's text; PolicyError names the place."""
        return self._tenants.check(text, name)

    def engine(self) -> tuple[Engine, Plan]:
        """Engine and plan of the default policy, for compatible interfaces."""
        _, engine, plan = self._plan("", "", "*", ())
        return engine, plan

    def _policy(self, name: str) -> Policy:
        return self._prepared(self._named(name))[2].policy

    def _prepared(self, name: str) -> Prepared:
        return self._tenants.prepare(name, self._organisation)

    def _named(self, name: str) -> str:
        known = self.policy_names()
        if name and name not in known:
            raise PolicyError("there is no policy of this name; GET /spro/v1/policies lists them")
        return name or known[0]

    def _plan(self, policy: str, mask_type: str, mask_char: str, entities: Collection[str]) -> tuple[str, Engine, Plan]:
        name = self._named(policy)
        engine, _, usual, _ = self._prepared(name)
        if not mask_type and not entities:
            return name, engine, usual
        key = (name, mask_type, mask_char, tuple(entities))
        plan = self._plans.get(key)
        if plan is None:
            parameters = {"mask_char": mask_char} if mask_type in ("char", "partial") else {}
            plan = Plan(usual.policy, entities=entities, override=mask_type, parameters=parameters, keys=usual.keys)
            if len(self._plans) < _PLANS:
                self._plans[key] = plan
        return name, engine, plan

    def _scope(self, owner: str, name: str) -> Scope:
        # The name is the caller's: hashed, so that no name reaches into another caller's scopes.
        digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
        return Scope(f"{owner}/api/{digest}", self._backend.vault)


def asdict_of(asked: schemas.BatchRequest, *, without: str) -> dict[str, Any]:
    """The members of a request but one."""
    return {name: getattr(asked, name) for name in asked.__struct_fields__ if name != without}


def _masked(secured: Secured) -> list[schemas.Masked]:
    text = secured.masked.text
    scores = {(item.start, item.end): item for item in secured.findings}
    found = []
    for record in secured.masked.records:
        item = scores.get((record.start, record.end))
        found.append(
            schemas.Masked(
                record.type,
                record.start,
                record.end,
                round(item.score, 3) if item is not None else 1.0,
                text[record.masked_start : record.masked_end],
                item.subtype if item is not None else "",
            )
        )
    return found


def _counts(secured: Secured) -> dict[str, int]:
    counts: dict[str, int] = {}
    for finding in secured.findings:
        counts[finding.type] = counts.get(finding.type, 0) + 1
    return counts


def _attacks(engine: Engine, defence: Defence, text: str) -> list[schemas.Found]:
    """Attacks on the model as findings, where the policy looks for them in what users write."""
    if defence.user == "off":
        return []
    acted = defence.user in ("block", "strip")
    return [
        schemas.Found(
            "ATTACK", item.start, item.end, round(item.score, 3), "attacks", "model", defence.user, acted, item.kind,
            why="; ".join(item.why),
        )
        for item in engine.attacks(text, "user", defence.threshold)
    ]  # fmt: skip


def _action(action: Action) -> dict[str, Any]:
    return {key: value for key, value in asdict(action).items() if value not in ("", {})}
