"""One request and its reply: masks the one, and remembers what is needed to restore the other.

The steps of a request: read it strictly, walk it under its surface's table, find in every string, refuse what policy
forbids, reserve what looks like a placeholder already, mask in document order, splice. Only values that this very
request brought along are restored in its reply, so nobody ever sees another one's.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any, Final, Protocol, cast

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
from spro.wire.attacks import STRIPPED, as_findings, without
from spro.wire.constraints import Constraints
from spro.wire.document import Document, DocumentError, Edit, Number, parse, quote
from spro.wire.origin import Origins
from spro.wire.refusal import RefusalError
from spro.wire.table import Kind, Node, Rule
from spro.wire.views import find_in_views, may_differ
from spro.wire.walker import Leaf, walk
from spro.wire.watch import ReplyWatch

__all__ = ["Exchange", "Options", "Protector", "Seen", "blocked_attachment", "read_body", "signature"]

# Types that are masked even where changing a string may change what the request means (schemas).
_SECRETS: Final = frozenset({"PASSWORD", "API_KEY", "PRIVATE_KEY", "CONNECTION_STRING"})
_SURROGATE: Final = make_operator("surrogate", {})
_LABEL: Final = make_operator("label", {})
_REMOVED: Final = make_operator("redact", {"with": REMOVED})
_ADDRESS: Final = re.compile(r"(?!data:|blob:)[a-z][a-z0-9+.\-]{1,20}://", re.IGNORECASE)
# Encoded bytes: a data address (RFC 2397), or base64 that is too long to be a number or a word.
_ENCODED: Final = re.compile(
    r"(?:data:[a-z]+/[a-z0-9.+\-]+;base64,[A-Za-z0-9+/=\r\n]*|[A-Za-z0-9+/_\-\r\n]{40,}={0,2}|[A-Za-z0-9+/]{4})"
)
_KEY_CONTEXT: Final = 256
_PROSE_KEYS: Final = frozenset({"content", "text", "input", "arguments", "description", "title", "body", "message"})


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
        job = _Masking(self)
        job.add(document, walk(document, table), 0)
        with self.scope.vault.together():
            masked = job.finish()
        return document.text if self.protector.options.observe else masked

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

    def refuse_attacks(self) -> None:
        """Raise for attacks of sources that the policy blocks. In observe mode they are only counted."""
        defence = self.protector.defence
        blocked = Counter(item.kind for source, item in self.attacks if defence.action(source) == "block")
        if blocked and not self.protector.options.observe:
            raise BlockedError(blocked)

    def refuse_blocked(self, findings: Collection[Finding]) -> None:
        """Raise what the policy forbids. In observe mode it is only counted."""
        operator = self.protector.request.operator
        blocked = Counter(item.type for item in findings if item.type != STRIPPED and operator(item).name == "block")
        if blocked and not self.protector.options.observe:
            raise BlockedError(blocked)

    def apply(self, text: str, findings: list[Finding]) -> str:
        """Mask these findings and remember what they stand for."""
        self._said.append(text)
        if not findings:
            return text
        decided = [(item, self._operator(item, text)) for item in findings]
        masked = mask(text, [pair for pair in decided if pair[1].name != "block"], self.scope)
        for record in masked.records:
            if record.operator in REVERSIBLE:
                self.tokens[masked.text[record.masked_start : record.masked_end]] = record.original
        self.counts.update(item.type for item in findings)
        self.actions.update(operator.name for _, operator in decided)
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
        return "\n".join(self._said)

    def was_said(self, value: str) -> bool:
        """Whether the request held this text."""
        return any(value in text for text in self._said)


def read_body(body: bytes | str) -> Document:
    """The body of a request, read strictly.

    Raises:
        RefusalError: it is not JSON, or not JSON in one way only.
    """
    try:
        return parse(body)
    except DocumentError as error:
        raise RefusalError(400, "invalid_json", str(error)) from None


def blocked_attachment() -> RefusalError:
    """Why an image, audio or file is not sent, and what to do about it."""
    return RefusalError(
        400,
        "attachment_blocked",
        "images, audio and files are blocked because Spro cannot look inside them yet;"
        ' allow them with `attachments = "keep"` in the configuration or the header X-Spro-Attachments: keep',
    )


class _Masking:
    """The leaves of one request, JSON inside strings included: found first, masked afterwards."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._jobs: list[tuple[Document, Leaf, list[Finding]]] = []
        self._edits: dict[int, list[Edit]] = {}
        self._sources: dict[int, str] = {}
        self._origins: dict[int, Origins] = {}
        self._documents: list[tuple[Document, Document | None, int]] = []  # inner documents after their outer ones

    def add(self, document: Document, leaves: list[Leaf], depth: int, at: tuple[Document, int] | None = None) -> None:
        self._documents.append((document, *(at or (None, 0))))
        self._edits[id(document)] = []
        self._origins[id(document)] = Origins(document.root)
        for leaf in leaves:
            kind = leaf.rule.kind
            handler = _HANDLERS.get(kind)
            if handler is not None:
                handler(self, document, leaf)
            elif kind is Kind.JSON and depth == 0 and (inner := _inner(leaf.value)) is not None:
                self._sources[id(inner)] = self._source(document, leaf)
                self.add(inner, walk(inner, _INNER), depth + 1, (document, leaf.place))
            else:
                self.text(document, leaf)

    def finish(self) -> str:
        """Mask in document order and splice, inner documents first."""
        exchange = self._exchange
        exchange.refuse_blocked([item for _, _, findings in self._jobs for item in findings])
        exchange.refuse_attacks()
        for _, leaf, _ in self._jobs:
            reserve(leaf.value, exchange.scope)
        for document, leaf, findings in self._jobs:
            masked = exchange.watch.sent(exchange.apply(leaf.value, findings), self._watched(document, leaf))
            if masked != leaf.value:
                self.replace(document, leaf, masked)
        text = ""
        for document, outer, index in reversed(self._documents):
            edits = self._edits[id(document)]
            text = document.edited(edits) if edits else document.text
            if outer is not None and edits:
                self._edits[id(outer)].append((*outer.places[index], _quoted(outer, index, text)))
        return text

    def _watched(self, document: Document, leaf: Leaf) -> str:
        """The source of a text whose return in the reply is watched for, or nothing."""
        if not self._exchange.protector.defence.reads_replies or leaf.is_key or leaf.rule.kind is Kind.SURE:
            return ""
        return self._source(document, leaf) if leaf.path[-1:] != ("description",) else ""

    def replace(self, document: Document, leaf: Leaf, new: str) -> None:
        self._edits[id(document)].append((*document.places[leaf.place], _quoted(document, leaf.place, new)))

    def text(self, document: Document, leaf: Leaf) -> None:
        """A string, key or long number that is looked at as text."""
        exchange = self._exchange
        if not leaf.known and exchange.protector.options.unknown == "refuse" and document is self._documents[0][0]:
            raise RefusalError(400, "unknown_parameter", "the body holds a text where this endpoint has none")
        value, key = leaf.value, leaf.path[-1] if leaf.path else ""
        prefix = ""
        if not leaf.is_key and type(key) is str and len(value) <= _KEY_CONTEXT and key not in _PROSE_KEYS:
            prefix = f"{key}: "
        findings = exchange.find(prefix + value, json=leaf.rule.kind is Kind.JSON)
        if prefix and findings:
            size = len(prefix)
            findings = [
                item._replace(start=max(0, item.start - size), end=item.end - size)
                for item in findings
                if item.end > size
            ]
        if isinstance(value, Number) and findings:
            # A number becomes a string as a whole, or nothing of it.
            findings = [findings[0]._replace(start=0, end=len(value))]
        if leaf.rule.kind is Kind.SURE:
            findings = [item for item in findings if item.proof in ("checksum", "term") or item.type in _SECRETS]
        elif not isinstance(value, Number) and not leaf.is_key:
            source = self._source(document, leaf)
            if source == "user":
                exchange.asked = value
            attacks = exchange.find_attacks(value, source)
            if attacks and exchange.protector.defence.action(source) == "strip":
                findings = [*without(findings, attacks), *as_findings(attacks)]
                findings.sort()
        self._jobs.append((document, leaf, findings))

    def _source(self, document: Document, leaf: Leaf) -> str:
        """Who brought the text along; JSON inside a string has the string's source."""
        source = self._sources.get(id(document))
        return source if source is not None else self._origins[id(document)].of(leaf.path)

    def kept(self, document: Document, leaf: Leaf) -> None:
        if isinstance(leaf.value, Number) or leaf.rule.check is None or leaf.rule.check.fullmatch(leaf.value):
            return
        self.text(document, leaf)

    def hashed(self, document: Document, leaf: Leaf) -> None:
        if leaf.value:
            self.replace(document, leaf, self._exchange.hashed(leaf.value))

    def attachment(self, document: Document, leaf: Leaf) -> None:
        value, options = leaf.value, self._exchange.protector.options
        if isinstance(value, str) and _ADDRESS.match(value) is not None:
            if self._exchange.find(value) and not options.observe:
                raise RefusalError(400, "address_refused", "an address in the request holds what the policy masks")
            return
        if isinstance(value, str) and _ENCODED.fullmatch(value) is None:
            self.text(document, leaf)  # no encoded bytes: somebody wrote text there
            return
        if options.attachments == "block" and not options.observe:
            raise blocked_attachment()

    def signed(self, document: Document, leaf: Leaf) -> None:
        options = self._exchange.protector.options
        if options.signed == "any" or options.observe:
            return
        if not self._exchange.protector.seen.known(signature(leaf.value)):
            raise RefusalError(
                400,
                "unknown_signature",
                "the request holds a signed or encrypted block that no reply through this gateway contained",
            )

    def tokens(self, document: Document, leaf: Leaf) -> None:
        if isinstance(leaf.value, Number):
            raise RefusalError(400, "token_input", "input as token numbers cannot be inspected: send the text")
        self.text(document, leaf)


_HANDLERS: Final[dict[Kind, Callable[[_Masking, Document, Leaf], None]]] = {
    Kind.KEEP: _Masking.kept,
    Kind.HASH: _Masking.hashed,
    Kind.ATTACHMENT: _Masking.attachment,
    Kind.SIGNED: _Masking.signed,
    Kind.TOKENS: _Masking.tokens,
}


def signature(value: Any) -> bytes:
    """A digest of a signed string or block; equal for equal content, whatever the order of its members."""
    digest = hashlib.blake2b(digest_size=16)
    _feed(digest.update, value)
    return digest.digest()


def _feed(update: Callable[[bytes], None], value: Any) -> None:
    if isinstance(value, dict):
        update(b"{")
        for key in sorted(value):
            if key != "cache_control":  # clients add it to blocks that they send back
                _feed(update, key)
                _feed(update, value[key])
        update(b"}")
    elif isinstance(value, list):
        update(b"[")
        for item in value:
            _feed(update, item)
        update(b"]")
    else:
        raw = str(value).encode("utf-8", "surrogatepass")
        update(b"%d:" % len(raw) + raw)


_INNER: Final = Node()
_INNER.deep = Rule(Kind.MASK)


def _inner(text: str) -> Document | None:
    """The JSON inside a string, if it is an object or list; anything else is looked at as text."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return parse(text)
    except DocumentError:
        return None


def _quoted(document: Document, index: int, new: str) -> str:
    return quote(new, ascii_only=document.literal(index).isascii())
