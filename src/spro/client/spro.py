"""`Spro`: detection, masking and restoring in this process. No key and no network are needed."""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from secrets import token_bytes, token_hex
from typing import TYPE_CHECKING, Any, Final, Self

from spro.assets import RuleSet, attack_detector, fields, names_installed, names_recognizer, policy_named, rule_set
from spro.client.conversation import Conversation
from spro.client.explanation import Explanation, explanation
from spro.client.jsontext import secure_json
from spro.client.scopes import Scopes
from spro.client.secured import SecuredText
from spro.config import Settings
from spro.detection.attacks.finding import SOURCES, Attack, Source
from spro.detection.detector import Detector, Recognizer
from spro.detection.terms import AllowList, TermRecognizer
from spro.engine import Engine
from spro.errors import ValidationError
from spro.findings_cache import Finder
from spro.masking import KeyRing, ScopeLookup, StreamRestorer, restore
from spro.model import Finding
from spro.plan import Plan
from spro.policy import Policy
from spro.storage.property import PropertyStore
from spro.vault import MemoryVault, Scope

if TYPE_CHECKING:
    from spro.client.inflight import Guard

__all__ = ["Spro"]

_log = logging.getLogger("spro")
_PLANS: Final = 64
# Half of what a scope of the vault holds.
_OWN_VALUES: Final = 50_000
_MASK_CHARACTER: Final = "*"


class Spro:
    """Finds what must not leave, masks it, and restores the answer.

    Args:
        api_key: key of that server; not needed in-process and then not looked at. Default: ``SPRO_API_KEY``.
        api_url: address of a Spro server (docs/api.md), which then does the work; default: ``SPRO_API_URL``.
        policy: name of a shipped policy, path of a policy file, or a `Policy`. Default: ``SPRO_POLICY`` or ``default``.
        rules: paths of your own rule files (docs/rules.md), beside the shipped ones.
        allow: values that are never masked.
        deny: terms that are always masked: a list, or term -> entity type.
        exact_case: compare ``deny`` terms with their case.
        secret: key for the operators ``hash``, ``encrypt`` and ``fpe``. Default: ``SPRO_SECRET``.
        ttl: seconds after its last use that a conversation is kept.
        names: whether to look for names with the model; default: ``SPRO_NAMES``, else if it is installed.

    One client may be shared by threads. `restore` on the client serves its own recent calls and is meant for a
    single user; where several users share a client, use `conversation` or the `restore` of each secured text.
    """

    def __new__(cls, _api_key: str | None = None, api_url: str | None = None, **_: Any) -> Self:
        """A client of a server where an address is given, else one that works in this process."""
        if cls is Spro and (api_url or Settings.from_environment().api_url):
            from spro.client.remote import RemoteSpro

            return object.__new__(RemoteSpro)  # type: ignore[return-value]  # a Spro, as Self is here
        return object.__new__(cls)

    def __init__(  # noqa: PLR0913  # settings of a client, all but two by name
        self,
        api_key: str | None = None,
        api_url: str | None = None,
        *,
        policy: str | Path | Policy | None = None,
        rules: Sequence[str | Path] = (),
        allow: Iterable[str] = (),
        deny: Mapping[str, str] | Iterable[str] = (),
        exact_case: bool = False,
        secret: str | bytes | None = None,
        ttl: float = 3600.0,
        names: bool | None = None,
    ) -> None:
        settings = Settings.from_environment()
        del api_key, api_url  # for a remote Spro; programs written for the hosted service run unchanged
        for name, value in (("rules", rules), ("allow", allow), ("deny", deny)):
            if isinstance(value, str):
                raise ValidationError(f"{name} must be a list, not a single str")
            if not isinstance(value, Iterable):
                raise ValidationError(f"{name} must be a list, not {type(value).__name__}")
        if isinstance(ttl, bool) or not isinstance(ttl, int | float) or not ttl > 0:
            raise ValidationError("ttl must be a number of seconds above 0")
        if secret is not None and not isinstance(secret, str | bytes):
            raise ValidationError(f"secret must be a str or bytes, not {type(secret).__name__}")
        wanted = policy if policy is not None else settings.policy
        self._policy = wanted if isinstance(wanted, Policy) else policy_named(str(wanted))
        self._rules = rule_set(settings.cache_dir, rules)
        wanted_names = names if names is not None else {"on": True, "off": False}.get(settings.names)
        self._names = _names_recognizer(wanted_names, settings.threads)
        own = PropertyStore(settings.property_dir, settings.secret).recognizer()
        recognizers = self._recognizers(deny, own, exact_case=exact_case)
        allowed = AllowList({*self._policy.allow, *allow})
        named = [self._names] if self._names is not None else []
        self.detector: Finder = Detector([*recognizers, *named], self._rules.everywhere, allowed)
        # Replies are looked at word by word as they stream by: too little for a model to read, and too often.
        self.reply_detector: Finder = Detector(recognizers, self._rules.everywhere, allowed)
        self._engine = Engine(self.detector, attack_detector(reader=self.reads_names))
        key = secret if secret is not None else settings.secret
        self._keys = KeyRing.of(key) if key else None
        self._vault = MemoryVault(time.monotonic, ttl=ttl)
        self._scopes = Scopes(self._vault, time.monotonic, ttl)
        self._own_values = 0
        self._plans: dict[Any, Plan] = {}

    def _recognizers(
        self, deny: Mapping[str, str] | Iterable[str], own: Recognizer | None, *, exact_case: bool
    ) -> list[Recognizer]:
        """All but the names model."""
        recognizers: list[Recognizer] = [self._rules.recognizer, fields()]
        if own is not None:
            recognizers.append(own)
        terms = {**self._policy.deny, **(dict(deny) if isinstance(deny, Mapping) else dict.fromkeys(deny, "TERM"))}
        if terms:
            recognizers.append(TermRecognizer(terms, exact_case=exact_case))
        if self._policy.request.get("SOURCE_CODE", self._policy.default).acts:
            from spro.detection.code import CodeRecognizer

            recognizers.append(CodeRecognizer())
        return recognizers

    def __repr__(self) -> str:
        return f"<Spro policy={self._policy.name!r} rules={len(self._rules.rules)}>"

    @property
    def policy(self) -> Policy:
        """The policy in force."""
        return self._policy

    @property
    def reads_names(self) -> bool:
        """Whether the names model is in force."""
        return self._names is not None

    @property
    def key_ring(self) -> KeyRing | None:
        """The keys of keyed operators, if there is a secret."""
        return self._keys

    @property
    def rule_set(self) -> RuleSet:
        """The rules in force."""
        return self._rules

    def secure(
        self,
        prompt: str,
        mask_type: str | None = None,
        mask_character: str = _MASK_CHARACTER,
        entities: Collection[str] = (),
        *,
        mask_char: str | None = None,
        scope: str | None = None,
    ) -> SecuredText:
        """Mask what the policy asks for.

        Args:
            prompt: the text.
            mask_type: ``char``, ``label``, ``enhanced`` or any operator (docs/operators.md) for everything that is
                masked; default: each type's own action, by default a placeholder that can be restored.
            mask_character: for ``char`` and ``partial``.
            mask_char: another name for ``mask_character``.
            entities: act on these types only, also on those that the policy keeps.
            scope: name of a conversation in which equal values get equal placeholders.

        Raises:
            ValidationError: an argument is wrong, or the prompt empty.
            BlockedError: the policy blocks a type that was found.
            DetectionError: detection failed; the prompt must not be sent.
        """
        began = time.perf_counter()
        if not isinstance(prompt, str) or not prompt:
            raise ValidationError("prompt must be a non-empty str")
        plan = self._plan(mask_type, mask_char if mask_char is not None else mask_character, entities)
        home = self._open_scope(scope)
        if scope is None:
            self._make_room()
        prompt, attacked = self._engine.defended(prompt, self._policy.attacks)
        secured = self._engine.secure(prompt, plan, home)
        if scope is None:
            self._own_values += len(secured.findings)
        metadata = {
            "mask_char": mask_char or mask_character,
            "mask_type": mask_type or "policy",
            "policy": self._policy.name,
            "detected_entities": len(secured.findings),
            "redacted_entities": len(secured.findings),
            "confidence": _confidence(secured.findings),
            "attacks": attacked,
            "processing_time": time.perf_counter() - began,
        }
        return SecuredText.of(secured, metadata, "req_" + token_hex(12))

    def secure_many(self, prompts: Iterable[str], *, scope: str | None = None, **options: Any) -> list[SecuredText]:
        """`secure` for each prompt; equal values get equal placeholders."""
        if isinstance(prompts, str) or not isinstance(prompts, Iterable):
            raise ValidationError("prompts must be a list of str")
        return [self.secure(prompt, scope=scope, **options) for prompt in prompts]

    def secure_json(
        self, document: Any, *, keep: Collection[str] = (), mask: Collection[str] = (), scope: str | None = None
    ) -> Any:
        """Mask the string leaves of a JSON document (parsed, or as text; the same form comes back).

        Args:
            document: a parsed JSON value, or JSON as text.
            keep: paths that stay as they are (``model``, ``messages[*].role``, ``**.id``).
            mask: if given, only leaves under these paths are looked at.
            scope: name of a conversation, as for `secure`.

        Raises:
            ValidationError: not JSON.
        """
        return secure_json(document, lambda text: str(self.secure(text, scope=scope)) if text else text, keep, mask)

    def restore(self, text: str, scope: str | None = None) -> str:
        """Put values back in place of placeholders.

        Without ``scope``: those of this client's own calls (the last 50,000 values, for ``ttl`` seconds). Meant for
        one user.
        """
        if not isinstance(text, str):
            raise ValidationError(f"text must be a str, not {type(text).__name__}")
        return restore(text, self._lookup(scope))

    def restorer(self, scope: str | None = None) -> StreamRestorer:
        """A restorer with ``feed`` and ``flush`` for one streamed answer."""
        return StreamRestorer(self._lookup(scope))

    def detect(self, text: str, entities: Collection[str] = (), *, all: bool = False) -> list[Finding]:  # noqa: A002
        """What the policy would act on; ``all``: everything that the recognizers stand by."""
        return self._engine.detect(text, self._plan(None, _MASK_CHARACTER, entities), everything=all)

    def explain(self, text: str) -> list[Explanation]:
        """For every finding: the rule, what proved it, the score, and what the policy does with it."""
        verdicts = self._engine.explain(text, self._plan(None, _MASK_CHARACTER, ()))
        rules = {rule.id: rule for rule in self._rules.rules}
        return [explanation(verdict, rules.get(verdict.finding.rule)) for verdict in verdicts]

    def attacks(self, text: str, source: Source = "user", *, threshold: float | None = None) -> list[Attack]:
        """Attacks on a model in a text: injection, jailbreaks, extraction, harvesting, exfiltration.

        Args:
            text: what a model is about to read.
            source: ``user``, ``tool`` or ``document``: who brings it along.
            threshold: probability from which on a passage counts; default: the policy's.

        Raises:
            DetectionError: detection failed.
            ValidationError: an argument is wrong.
        """
        if source not in SOURCES:
            raise ValidationError(f"source must be one of {', '.join(SOURCES)}")
        least = self._policy.attacks.threshold if threshold is None else threshold
        return self._engine.attacks(text, source, least)

    def conversation(self, id: str | None = None) -> Conversation:  # noqa: A002
        """A chat whose messages are secured and restored together."""
        return Conversation(self, id or "conv_" + token_hex(12))

    def http_client(self, library: str | None = None, *, attachments: str = "block") -> Any:
        """An HTTP client for an SDK, under which every call is masked and its reply restored.

        ``OpenAI(http_client=spro.http_client())``, ``Anthropic(http_client=...)``. Placeholders keep their meaning over
        the turns of a conversation, for ``ttl`` seconds.

        Args:
            library: ``httpx2`` or ``httpx``, whichever the SDK uses; default: the first that is installed.
            attachments: ``block`` or ``keep`` images, audio and files, which Spro cannot look into.

        Raises:
            ConfigurationError: neither library is installed.
        """
        from spro.client.transport import guarded

        return guarded(self._guard(attachments), library, asynchronous=False)

    def wrap(self, client: Any, *, attachments: str = "block") -> Any:
        """A protected copy of an OpenAI or Anthropic SDK client (asynchronous ones too).

        Raises:
            ValidationError: it is neither.
        """
        from spro.client.transport import wrapped

        return wrapped(self._guard(attachments), client)

    def _guard(self, attachments: str) -> Guard:
        from spro.client.inflight import Guard
        from spro.client.protection import prepared
        from spro.storage.state import MemoryState
        from spro.wire.exchange import Options, Protector
        from spro.wire.readings import Readings

        if attachments not in ("block", "keep"):
            raise ValidationError("attachments must be block or keep")
        state = MemoryState()
        key = token_bytes(32)
        protector = Protector(*prepared(self), key, state, Options(attachments=attachments), readings=Readings())
        return Guard(protector, self._vault, state)

    def forget(self, scope: str | None = None) -> None:
        """Drop the values of a conversation, or of this client's own calls."""
        self._scopes.forget(self._open_scope(scope))

    def close(self) -> None:
        """Forget everything. The client can be used again."""
        self.forget()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _make_room(self) -> None:
        """Start anew when calls without a scope have filled theirs: each secured text restores by itself anyway."""
        if self._own_values >= _OWN_VALUES:
            self.forget()
            self._own_values = 0

    def _open_scope(self, name: str | None) -> Scope:
        return self._scopes.own() if name is None else self._scopes.named(name)

    def _lookup(self, scope: str | None) -> ScopeLookup:
        return ScopeLookup(self._open_scope(scope), self._keys)

    def _plan(self, mask_type: str | None, mask_character: str, entities: Collection[str]) -> Plan:
        listed = isinstance(entities, Collection) and not isinstance(entities, str)
        if not listed or not all(isinstance(name, str) for name in entities):
            raise ValidationError("entities must be a list of str")
        key = (mask_type, mask_character, tuple(entities))
        plan = self._plans.get(key)
        if plan is None:
            plan = self._new_plan(mask_type, mask_character, entities)
            if len(self._plans) < _PLANS:
                self._plans[key] = plan
        return plan

    def _new_plan(self, mask_type: str | None, mask_character: str, entities: Collection[str]) -> Plan:
        if not isinstance(mask_character, str) or len(mask_character) != 1:
            raise ValidationError("mask_character must be one character")
        if mask_type is not None and not isinstance(mask_type, str):
            raise ValidationError("mask_type must be a str")
        parameters = {"mask_char": mask_character} if mask_type in ("char", "partial") else {}
        return Plan(self._policy, entities=entities, override=mask_type or "", parameters=parameters, keys=self._keys)


def _confidence(findings: Sequence[Finding]) -> float:
    """Mean score in per cent, as the hosted service reports it; 100 when nothing was found."""
    return round(100 * sum(finding.score for finding in findings) / len(findings), 1) if findings else 100.0


def _names_recognizer(wanted: bool | None, threads: int) -> Recognizer | None:
    if wanted is None and not names_installed():
        _say_once()
        return None
    return None if wanted is False else names_recognizer(threads)


@cache
def _say_once() -> None:
    _log.warning(
        "the names model is not installed: people and places are found only by labels and context. "
        "Install the `names` extra, or set SPRO_NAMES=off to say that this is wanted."
    )
