"""One request and its reply: masks the one, and remembers what is needed to restore the other.

The steps of a request: read it strictly, walk it under its surface's table, find in every string, refuse what policy
forbids, reserve what looks like a placeholder already, mask in document order, splice. Only values that this very
request brought along are restored in its reply, so nobody ever sees another one's.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final, Protocol, cast

from spro.defence import Defence
from spro.detection.attacks.finding import REMOVED, Attack, Source
from spro.detection.overlaps import resolve
from spro.engine import Engine
from spro.errors import BlockedError
from spro.masking import REVERSIBLE, ChainLookup, Lookup, MappingLookup, ScopeLookup, make_operator, mask, reserve
from spro.masking.operators.base import Operator
from spro.model import Finding
from spro.plan import Plan
from spro.vault import Scope
from spro.wire.attacks import STRIPPED
from spro.wire.constraints import Constraints
from spro.wire.document import Document, DocumentError, Part, parse
from spro.wire.origin import Origins
from spro.wire.readings import Name, Reading, Readings
from spro.wire.refusal import RefusalError
from spro.wire.request import Masking, texts
from spro.wire.table import Node
from spro.wire.views import find_in_views, may_differ
from spro.wire.watch import ReplyWatch

__all__ = ["Exchange", "Options", "Protector", "Seen", "read_body"]

_SURROGATE: Final = make_operator("surrogate", {})
_LABEL: Final = make_operator("label", {})
_REMOVED: Final = make_operator("redact", {"with": REMOVED})


class Seen(Protocol):
    """Remembers which signed blocks came through here. Digests only."""

    def remember(self, digest: bytes) -> None:
        """A reply held this block."""
        ...

    def known(self, digest: bytes) -> bool:
        """Whether a reply of this gateway held the block."""
        ...


@dataclass(frozen=True, slots=True)
class Options:
    """What a policy says about the parts of a request that are not text."""

    attachments: str = "block"  # or keep
    unknown: str = "mask"  # or refuse: strings at paths that the surface does not have
    signed: str = "seen"  # or any
    observe: bool = False


@dataclass(frozen=True, slots=True)
class Protector:
    """What all requests under one policy share."""

    engine: Engine
    reply_engine: Engine  # without a cache of findings: what streams by is not asked for again
    request: Plan
    response: Plan
    hash_key: bytes = field(repr=False)
    seen: Seen
    options: Options = field(default_factory=Options)
    quiet: set[str] = field(default_factory=set, repr=False, compare=False)
    """Plain words in which the reply's detection finds nothing, bounded: most of every stream is made of them."""
    readings: Readings | None = field(default=None, repr=False, compare=False)
    """What was found in parts of requests, for those that ask (`Exchange.look_up`)."""

    @property
    def defence(self) -> Defence:
        """What the policy says about attacks."""
        return self.request.policy.attacks


class Exchange:
    """One request and its reply, in one scope.

    Args:
        protector: engine, plans and options.
        scope: where placeholders are numbered.
        history: the provider holds earlier turns of this scope: restore everything in it.
    """

    def __init__(self, protector: Protector, scope: Scope, *, history: bool = False) -> None:
        self.protector = protector
        self.scope = scope
        self.counts: Counter[str] = Counter()
        self.reply_counts: Counter[str] = Counter()
        self.attacks: list[tuple[str, Attack]] = []
        """What was found of attacks, each with its source; offsets are those of the text it stood in."""
        self.attack_counts: Counter[str] = Counter()
        self.asked = ""
        """What the user said last."""
        self.actions: Counter[str] = Counter()
        self.tokens: dict[str, str] = {}
        self.hashes: dict[str, str] = {}
        self._history = history
        self._said: list[str] = []
        self._untold: tuple[Document, Node] | None = None
        self._looked_up: dict[int, tuple[Part, Name, Reading | None]] = {}
        self.constraints = Constraints()
        self.watch = ReplyWatch(self)

    def __repr__(self) -> str:
        return f"Exchange(masked={sum(self.counts.values())})"

    # The request

    def mask_json(self, body: bytes | str, table: Node) -> str:
        """`mask_document` for a body that was not read yet."""
        return self.mask_document(read_body(body), table)

    def mask_document(self, document: Document, table: Node) -> str:
        """The request body as it may leave. In observe mode: as it came, but everything is counted.

        Raises:
            RefusalError: it holds what may not pass.
            BlockedError: the policy forbids a type that was found.
            DetectionError: detection failed.
        """
        self.constraints.read(document.root)
        known, self._looked_up = self._looked_up, {}
        masking = Masking(self, known)
        masking.read(document, table)
        if any(reading is not None for _, _, reading in known.values()):
            self._untold = (document, table)
        with self.scope.vault.together():
            masked = masking.finish()
        return document.text if self.protector.options.observe else masked

    def look_up(self, document: Document, table: Node) -> int:
        """Look for parts of the document that came before; answers how many characters are new.

        What is known is used by the `mask_document` that follows, which must be given the same document.
        """
        readings = self.protector.readings
        new = len(document.text)
        if readings is None or table.variants or self.scope.people:
            return new
        origins = Origins(document.root)
        for part in document.parts:
            if "index" in part.value:  # its place in the list is told by the list
                continue
            raw = document.text[part.start : part.end].encode("utf-8", "surrogatepass")
            digest = hashlib.blake2b(raw, digest_size=16, key=self.protector.hash_key[:64]).digest()
            name = (table, part.member, origins.of_list(part.member), digest)
            reading = readings.get(name)
            self._looked_up[id(part.value)] = (part, name, reading)
            if reading is not None:
                new -= part.end - part.start
        return new

    def mask_text(self, text: str) -> str:
        """A text that stands by itself (a form field, a file)."""
        findings = self.find(text)
        self.find_attacks(text, "document")
        self.refuse_blocked(findings)
        self.refuse_attacks()
        with self.scope.vault.together():
            reserve(text, self.scope)
            masked = self.apply(text, findings)
        return text if self.protector.options.observe else masked

    def find(self, text: str, *, json: bool = False) -> list[Finding]:
        """What the policy acts on in a text of the request."""
        protector = self.protector
        findings = protector.engine.detect(text, protector.request, known=self.scope.people.known(text))
        if not may_differ(text):
            return findings
        more = find_in_views(text, lambda view: protector.engine.detect(view, protector.request), json=json)
        return resolve([*findings, *more]) if more else findings

    def find_attacks(self, text: str, source: str) -> list[Attack]:
        """Attacks in a text that this source brought along. They are remembered; what is blocked is refused later.

        Raises:
            DetectionError: detection failed.
        """
        protector = self.protector
        if not text or protector.defence.action(source) == "off":
            return []
        found = protector.engine.attacks(text, cast("Source", source), protector.defence.threshold)
        self.attacks += [(source, item) for item in found]
        self.attack_counts.update(item.kind for item in found)
        return found

    def attacked(self, attacks: Iterable[tuple[str, Attack]]) -> None:
        """Take over what was found in a text that came before."""
        for source, item in attacks:
            self.attacks.append((source, item))
            self.attack_counts[item.kind] += 1

    def refuse_attacks(self) -> None:
        """Raise for attacks of sources that the policy blocks. In observe mode they are only counted."""
        defence = self.protector.defence
        blocked = [item.kind for source, item in self.attacks if defence.action(source) == "block"]
        if blocked and not self.protector.options.observe:
            raise BlockedError(Counter(blocked))

    def refuse_blocked(self, findings: Collection[Finding]) -> None:
        """Raise what the policy forbids. In observe mode it is only counted."""
        operator = self.protector.request.operator
        blocked = [item.type for item in findings if item.type != STRIPPED and operator(item).name == "block"]
        if blocked and not self.protector.options.observe:
            raise BlockedError(Counter(blocked))

    def apply(self, text: str, findings: list[Finding], *, known: bool = False) -> str:
        """Mask these findings and remember what they stand for. ``known``: the text is of a part that came before."""
        if not known:
            self._said.append(text)
        if not findings:
            return text
        decided = [(item, self._operator(item, text)) for item in findings]
        masked = mask(text, [pair for pair in decided if pair[1].name != "block"], self.scope)
        for record in masked.records:
            if record.operator in REVERSIBLE:
                self.tokens[masked.text[record.masked_start : record.masked_end]] = record.original
        for item, operator in decided:
            self.counts[item.type] += 1
            self.actions[operator.name] += 1
        return masked.text

    def hashed(self, value: str) -> str:
        """A keyed hash that stands for an end user's name. Stable for the key, and restored in the reply."""
        digest = hmac.digest(self.protector.hash_key, value.encode("utf-8", "surrogatepass"), hashlib.sha256)
        token = f"spro_{digest.hex()[:32]}"
        self.hashes[token] = value
        return token

    def _operator(self, finding: Finding, text: str) -> Operator:
        if finding.type == STRIPPED:
            return _REMOVED
        operator = self.protector.request.operator(finding)
        if operator.name == "placeholder" and self.constraints:
            value = text[finding.start : finding.end]
            if self.constraints.needs_surrogate(value):
                return _SURROGATE
        return operator

    # The reply

    def lookup(self) -> Lookup:
        """Where the reply's placeholders are looked up: this request's values, or a whole provider-side history."""
        own = MappingLookup(self.tokens)
        return ChainLookup((own, ScopeLookup(self.scope))) if self._history else own

    def find_in_reply(self, text: str, *, json: bool = False, names: bool = False) -> list[Finding]:
        """What the model said by itself and the policy takes out: not what the client had said.

        ``names``: with the names model, for whole texts.
        """
        protector = self.protector
        engine = protector.engine if names else protector.reply_engine
        findings = engine.detect(text, protector.response)
        if may_differ(text):
            more = find_in_views(text, lambda view: engine.detect(view, protector.response), json=json)
            findings = resolve([*findings, *more]) if more else findings
        found = [item for item in findings if not self.was_said(text[item.start : item.end])] if findings else []
        return self.watch.links(found, text)

    def label(self, finding: Finding, value: str) -> str:
        """What stands in a reply for a value that the model brought up. It cannot be restored."""
        if finding.type == STRIPPED:
            return REMOVED
        if self.protector.response.operator(finding).name == "block" and not self.protector.options.observe:
            raise BlockedError({finding.type: 1})
        self.reply_counts[finding.type] += 1
        return _LABEL.apply(value, finding, self.scope)

    def said(self) -> str:
        """Everything that the request said."""
        return "\n".join(self._spoken())

    def was_said(self, value: str) -> bool:
        """Whether the request held this text."""
        return any(value in text for text in self._spoken())

    def _spoken(self) -> list[str]:
        if self._untold is not None:  # asked for by few replies
            self._said += texts(*self._untold)
            self._untold = None
        return self._said


def read_body(body: bytes | str, *, by_parts: bool = False) -> Document:
    """The body of a request, read strictly.

    Raises:
        RefusalError: it is not JSON, or not JSON in one way only.
    """
    try:
        return parse(body, by_parts=by_parts)
    except DocumentError as error:
        raise RefusalError(400, "invalid_json", str(error)) from None
