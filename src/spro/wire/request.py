"""The strings of one request: found first, masked afterwards, JSON inside strings included.

Parts that were read before (messages of a history, an agent's tools) are not read again: what was found in them is
remembered by the keyed digest of their bytes, as offsets (``readings``).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from spro.masking import holds_placeholder, reserve
from spro.model import Finding
from spro.wire.attacks import as_findings, without
from spro.wire.document import Document, DocumentError, Edit, Number, Part, parse, quote, unquote
from spro.wire.origin import Origins
from spro.wire.readings import Name, Place, Reading
from spro.wire.refusal import RefusalError
from spro.wire.table import Kind, Node, Rule
from spro.wire.walker import Leaf, walk

if TYPE_CHECKING:
    from spro.wire.exchange import Exchange

__all__ = ["Masking", "blocked_attachment", "signature", "texts"]

# Types that are masked even where changing a string may change what the request means (schemas).
_SECRETS: Final = frozenset({"PASSWORD", "API_KEY", "PRIVATE_KEY", "CONNECTION_STRING"})
_ADDRESS: Final = re.compile(r"(?!data:|blob:)[a-z][a-z0-9+.\-]{1,20}://", re.IGNORECASE)
# Encoded bytes: a data address (RFC 2397), or base64 that is too long to be a number or a word.
_ENCODED: Final = re.compile(
    r"(?:data:[a-z]+/[a-z0-9.+\-]+;base64,[A-Za-z0-9+/=\r\n]*|[A-Za-z0-9+/_\-\r\n]{40,}={0,2}|[A-Za-z0-9+/]{4})"
)
_KEY_CONTEXT: Final = 256
_WATCHED: Final = ("operator", "user")
_PROSE_KEYS: Final = frozenset({"content", "text", "input", "arguments", "description", "title", "body", "message"})


def blocked_attachment() -> RefusalError:
    """Why an image, audio or file is not sent, and what to do about it."""
    return RefusalError(
        400,
        "attachment_blocked",
        "images, audio and files are blocked because Spro cannot look inside them yet;"
        ' allow them with `attachments = "keep"` in the configuration or the header X-Spro-Attachments: keep',
    )


class _Job(NamedTuple):
    """A string that is looked at as text. It stands ``at``, or where ``place`` tells if that is None."""

    document: Document
    value: str
    place: int
    at: tuple[int, int] | None
    findings: list[Finding]
    source: str  # of a text whose return in the reply is watched for
    known: bool


class Masking:
    """The strings of one request.

    Args:
        exchange: findings, attacks and masking.
        looked_up: id of a part's value -> the part, the name of its reading, and the reading if there is one.
    """

    def __init__(
        self, exchange: Exchange, looked_up: Mapping[int, tuple[Part, Name, Reading | None]] | None = None
    ) -> None:
        self._exchange = exchange
        self._looked_up = looked_up or {}
        defence = exchange.protector.defence
        self._watches = defence.reads_replies
        self._sourced = defence.reads_replies or defence.reads_requests
        self._jobs: list[_Job] = []
        self._edits: dict[int, list[Edit]] = {}
        self._sources: dict[int, str] = {}
        self._origins: dict[int, Origins] = {}
        self._documents: list[tuple[Document, Document | None, int]] = []  # inner documents after their outer ones
        self._begun: tuple[int, int] = (0, 0)  # jobs and attacks when the part began
        self._plain = True  # the part holds nothing that has to be looked at again each time
        self._asked: Leaf | None = None  # the part's last text of the user

    def read(self, document: Document, table: Node) -> None:
        """Find in all strings of the request's body."""
        known = self._looked_up
        parts = {key: -1 if held is None else held.strings for key, (_, _, held) in known.items()}
        self._add(document, walk(document, table, parts or None), 0)

    def _add(self, document: Document, leaves: list[Leaf], depth: int, at: tuple[Document, int] | None = None) -> None:
        self._documents.append((document, *(at or (None, 0))))
        self._edits[id(document)] = []
        self._origins[id(document)] = Origins(document.root)
        for leaf in leaves:
            kind = leaf.rule.kind
            handler = _HANDLERS.get(kind)
            if handler is not None:
                handler(self, document, leaf)
                self._plain &= kind in _PLAIN
            elif kind is Kind.JSON and depth == 0 and (inner := _inner_json(leaf.value)) is not None:
                self._sources[id(inner)] = self._source(document, leaf)
                self._add(inner, walk(inner, _INNER), depth + 1, (document, leaf.place))
            else:
                self._text(document, leaf)

    def finish(self) -> str:
        """Mask in document order and splice, inner documents first."""
        exchange = self._exchange
        exchange.refuse_blocked([item for job in self._jobs for item in job.findings])
        exchange.refuse_attacks()
        for job in self._jobs:
            reserve(job.value, exchange.scope)
        for job in self._jobs:
            masked = exchange.apply(job.value, job.findings, known=job.known)
            if job.source:
                masked = exchange.watch.sent(masked, job.source)
            if masked != job.value:
                self._replace(job.document, job.at or job.document.places[job.place], masked)
        text = ""
        for document, outer, index in reversed(self._documents):
            edits = self._edits[id(document)]
            text = document.edited(edits) if edits else document.text
            if outer is not None and edits:
                self._replace(outer, outer.places[index], text)
        return text

    def _replace(self, document: Document, at: tuple[int, int], new: str) -> None:
        ascii_only = document.text[at[0] : at[1]].isascii()
        self._edits[id(document)].append((*at, quote(new, ascii_only=ascii_only)))

    def _part(self, document: Document, leaf: Leaf) -> None:
        """A part begins: what is known of it, or its leaves follow."""
        exchange = self._exchange
        part, _, reading = self._looked_up[id(leaf.value)]
        if reading is None:
            self._begun, self._plain, self._asked = (len(self._jobs), len(exchange.attacks)), True, None
            return
        text, first = document.text, part.start
        for place in reading.places:
            at = (first + place.start, first + place.end)
            value = unquote(text[at[0] : at[1]])
            self._jobs.append(_Job(document, value, 0, at, list(place.findings), place.source, known=True))
        exchange.attacked(reading.attacks)
        if reading.asked is not None:
            exchange.asked = unquote(text[first + reading.asked[0] : first + reading.asked[1]])

    def _part_ends(self, document: Document, leaf: Leaf) -> None:
        """All of a part was looked at: remember what it came to, unless that hangs on more than its bytes."""
        exchange, readings = self._exchange, self._exchange.protector.readings
        part, name, _ = self._looked_up[id(leaf.value)]
        jobs, attacks = self._begun
        found = [job for job in self._jobs[jobs:] if job.findings or job.source or holds_placeholder(job.value)]
        if readings is None or not self._plain or any(job.document is not document for job in found):
            return
        first = part.start
        places = []
        for job in found:
            start, end = document.places[job.place]
            places.append(Place(start - first, end - first, job.source, tuple(job.findings)))
        asked = document.places[self._asked.place] if self._asked is not None else None
        said = (asked[0] - first, asked[1] - first) if asked is not None else None
        readings.put(name, Reading(leaf.last - leaf.place, tuple(places), tuple(exchange.attacks[attacks:]), said))

    def _text(self, document: Document, leaf: Leaf) -> None:
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
        source = ""
        if leaf.rule.kind is Kind.SURE:
            findings = [item for item in findings if item.proof in ("checksum", "term") or item.type in _SECRETS]
        elif self._sourced and not leaf.is_key:
            source = self._source(document, leaf)
            if not isinstance(value, Number):
                findings = self._attacks(leaf, source, findings)
        watched = source if self._watches and source in _WATCHED and leaf.path[-1:] != ("description",) else ""
        self._jobs.append(_Job(document, value, leaf.place, None, findings, watched, known=False))

    def _attacks(self, leaf: Leaf, source: str, findings: list[Finding]) -> list[Finding]:
        """The findings with the attacks that are taken out."""
        exchange = self._exchange
        if source == "user":
            exchange.asked = leaf.value
            self._asked = leaf
        attacks = exchange.find_attacks(leaf.value, source)
        if attacks and exchange.protector.defence.action(source) == "strip":
            findings = [*without(findings, attacks), *as_findings(attacks)]
            findings.sort()
        return findings

    def _source(self, document: Document, leaf: Leaf) -> str:
        """Who brought the text along; JSON inside a string has the string's source."""
        source = self._sources.get(id(document))
        return source if source is not None else self._origins[id(document)].of(leaf.path)

    def _kept(self, document: Document, leaf: Leaf) -> None:
        if isinstance(leaf.value, Number) or leaf.rule.check is None or leaf.rule.check.fullmatch(leaf.value):
            return
        self._text(document, leaf)

    def _hashed(self, document: Document, leaf: Leaf) -> None:
        if leaf.value:
            self._replace(document, document.places[leaf.place], self._exchange.hashed(leaf.value))

    def _attachment(self, document: Document, leaf: Leaf) -> None:
        value, options = leaf.value, self._exchange.protector.options
        if isinstance(value, str) and _ADDRESS.match(value) is not None:
            if self._exchange.find(value) and not options.observe:
                raise RefusalError(400, "address_refused", "an address in the request holds what the policy masks")
            return
        if isinstance(value, str) and _ENCODED.fullmatch(value) is None:
            self._text(document, leaf)  # no encoded bytes: somebody wrote text there
            return
        if options.attachments == "block" and not options.observe:
            raise blocked_attachment()

    def _signed(self, document: Document, leaf: Leaf) -> None:
        options = self._exchange.protector.options
        if options.signed == "any" or options.observe:
            return
        if not self._exchange.protector.seen.known(signature(leaf.value)):
            raise RefusalError(
                400,
                "unknown_signature",
                "the request holds a signed or encrypted block that no reply through this gateway contained",
            )

    def _tokens(self, document: Document, leaf: Leaf) -> None:
        if isinstance(leaf.value, Number):
            raise RefusalError(400, "token_input", "input as token numbers cannot be inspected: send the text")
        self._text(document, leaf)


_HANDLERS: Final[dict[Kind, Callable[[Masking, Document, Leaf], None]]] = {
    Kind.KEEP: Masking._kept,  # noqa: SLF001  # a table of its own methods
    Kind.HASH: Masking._hashed,  # noqa: SLF001
    Kind.ATTACHMENT: Masking._attachment,  # noqa: SLF001
    Kind.SIGNED: Masking._signed,  # noqa: SLF001
    Kind.TOKENS: Masking._tokens,  # noqa: SLF001
    Kind.PART: Masking._part,  # noqa: SLF001
    Kind.PART_END: Masking._part_ends,  # noqa: SLF001
}
_PLAIN: Final = frozenset({Kind.KEEP, Kind.PART, Kind.PART_END})


def texts(document: Document, table: Node) -> list[str]:
    """The strings of a request that are looked at as text."""
    found: list[str] = []
    for leaf in walk(document, table):
        value, kind, check = leaf.value, leaf.rule.kind, leaf.rule.check
        if kind is Kind.KEEP and (isinstance(value, Number) or check is None or check.fullmatch(value)):
            continue
        if kind in (Kind.HASH, Kind.SIGNED) or not isinstance(value, str):
            continue
        if kind is Kind.ATTACHMENT and (_ADDRESS.match(value) or _ENCODED.fullmatch(value)):
            continue
        inner = _inner_json(value) if kind is Kind.JSON else None
        found += [value] if inner is None else texts(inner, _INNER)
    return found


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


def _inner_json(text: str) -> Document | None:
    """The JSON inside a string, if it is an object or list; anything else is looked at as text."""
    if text.lstrip()[:1] not in ("{", "["):
        return None
    try:
        return parse(text)
    except DocumentError:
        return None
