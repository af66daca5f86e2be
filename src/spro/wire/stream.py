"""A reply that streams: events in, restored events out, in the same order and number.

Every streamed text (a choice's content, one tool call's arguments, a content block) has a buffer of its own. What a
buffer holds back when its text ends goes out before the event that ends it: in that event if it carries a piece itself,
else in one more event of the same shape. Successive events mostly differ in one string; then neither the document is
read nor the table walked again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from spro.errors import SProError
from spro.wire.document import Document, DocumentError, Edit, Number, parse, quote
from spro.wire.exchange import Exchange
from spro.wire.refusal import RefusalError
from spro.wire.reply import Restorer
from spro.wire.request import signature
from spro.wire.scanner import StreamText
from spro.wire.sse import Event, EventCutter, LineCutter
from spro.wire.table import RESTORE, Kind, Node
from spro.wire.walker import Leaf, walk

__all__ = ["DONE", "Key", "Stream", "StreamReply"]

Key = tuple[Hashable, ...]
"""Which streamed text: the event's identity members, then the path to the piece."""

DONE: Final = "[DONE]"
_LITERAL: Final = re.compile(r'"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*"')


def _never(_root: dict[str, Any]) -> None:
    return None


def _nothing(_root: dict[str, Any]) -> Iterable[Any]:
    return ()


@dataclass(frozen=True, slots=True)
class Stream:
    """How a surface streams.

    Attributes:
        table: treatment of an event's strings.
        closing: makes an event for a text's last piece, from its key, the piece and an earlier event of it: ``(head,
            data)``.
        identity: members of an event that tell its text apart.
        rename: the path by which a piece is known, where elements of lists change their position.
        parent: how many elements of a key name what its text is a part of (a choice).
        ends: which texts an event ends.
        watch: makes a function that is shown every event and answers the signed blocks that are complete.
        lines: JSON lines instead of server-sent events.
    """

    table: Node
    closing: Callable[[Key, str, dict[str, Any]], tuple[str, str]]
    identity: tuple[str, ...] = ()
    rename: Callable[[dict[str, Any], tuple[str | int, ...]], Key] | None = None
    parent: int = 0
    ends: Callable[[dict[str, Any]], Callable[[Key], bool] | None] = _never
    watch: Callable[[], Callable[[dict[str, Any]], Iterable[Any]]] = lambda: _nothing
    lines: bool = False


def _bare(line: str) -> Event:
    """A JSON line as an event."""
    return Event("", line)


class _Buffer:
    """One streamed text."""

    __slots__ = ("group", "last", "out", "raw", "text")

    def __init__(self, text: StreamText, group: str) -> None:
        self.text = text
        self.group = group
        self.raw: list[str] = []
        self.out: list[str] = []
        self.last: dict[str, Any] = {}

    def feed(self, piece: str) -> str:
        new = self.text.feed(piece)
        self.raw.append(piece)
        self.out.append(new)
        return new

    def flush(self) -> str:
        new = self.text.flush()
        self.out.append(new)
        return new


class _Template(NamedTuple):
    """An event in which everything but one string is as in the event before."""

    head: str
    prefix: str
    suffix: str
    start: str  # the prefix with its framing
    end: str
    buffer: _Buffer


class StreamReply:
    """One streamed reply: `feed` bytes as they come, `flush` at the end."""

    def __init__(self, exchange: Exchange, stream: Stream) -> None:
        self._exchange = exchange
        self._stream = stream
        self._restorer = Restorer(exchange)
        self._events = EventCutter()
        self._lines = LineCutter()
        self._buffers: dict[Key, _Buffer] = {}
        self._template: _Template | None = None
        self._watch = stream.watch()
        self.broken: SProError | None = None
        """Why nothing more may go out. Raised at once, or by the next call where something went out before it."""

    def feed(self, data: bytes) -> bytes:
        """Take bytes of any chunking; answers what can go out now.

        What stands before an event that cannot be looked into still goes out, whatever chunk it came in.

        Raises:
            SProError: it has a shape that cannot be looked into, or the policy ends it; nothing more may go out.
        """
        if self.broken is not None:
            raise self.broken
        out: list[bytes] = []
        try:
            events = map(_bare, self._lines.feed(data)) if self._stream.lines else self._events.feed(data)
            for event in events:
                out.append(self._event(event))  # noqa: PERF401  # what was appended before an error is wanted
        except SProError as error:
            self.broken = error
            if not any(out):
                raise
        return b"".join(out)

    def flush(self) -> bytes:
        """The provider's stream is over, whether it was complete or cut off.

        Raises:
            SProError: as for `feed`, if what broke the stream was not raised yet.
        """
        if self.broken is not None:
            raise self.broken
        out: list[bytes] = []
        try:
            if self._stream.lines:
                out += [self._event(_bare(line)) for line in self._lines.rest()]
            else:
                out += [self._event(event) for event in self._events.rest()]
        except RefusalError:  # half of an event, which a reader would not dispatch either
            pass
        out.append(self._close(lambda _key: True))
        return b"".join(out)

    def _encoded(self, head: str, data: str) -> bytes:
        return (data + "\n").encode() if self._stream.lines else Event(head, None).encoded(data)

    def _event(self, event: Event) -> bytes:
        data = event.data
        if data is None:
            return (event.head + "\n").encode() if event.head else b""
        template = self._template
        if template is not None and event.head == template.head:
            quick = self._quick(template, data)
            if quick is not None:
                return quick.encode()
        if data == DONE:
            return self._close(lambda _key: True) + event.encoded(data)
        try:
            document = parse(data)
        except DocumentError:
            raise RefusalError(502, "bad_reply", "the provider's stream holds something that is not JSON") from None
        if self._exchange.protector.options.observe:
            return self._encoded(event.head, data)
        if not isinstance(document.root, dict):
            raise RefusalError(502, "bad_reply", "the provider's stream has an unknown shape")
        before, new = self._document(document, event.head)
        return before + self._encoded(event.head, new)

    def _quick(self, template: _Template, data: str) -> str | None:
        """The event with its one string fed, framed, when nothing else has changed."""
        if not (data.startswith(template.prefix) and data.endswith(template.suffix)):
            return None
        literal = data[len(template.prefix) : len(data) - len(template.suffix)]
        if _LITERAL.fullmatch(literal) is None:
            return None
        piece = literal[1:-1]
        if "\\" in piece:
            piece = json.loads(literal)
            if "\\u" in literal and not _whole_characters(piece):
                return None
        new = template.buffer.feed(piece)
        if new == piece:
            return f"{template.start}{literal}{template.end}"
        return f"{template.start}{quote(new, ascii_only=literal.isascii())}{template.end}"

    def _document(self, document: Document, head: str) -> tuple[bytes, str]:
        root = document.root
        leaves = walk(document, self._stream.table)
        try:
            for block in self._watch(root):
                self._exchange.protector.seen.remember(signature(block))
            pieces = [(self._key(root, leaf), leaf) for leaf in leaves if self._is_piece(leaf)]
            ended = self._stream.ends(root)
        except (TypeError, KeyError, AttributeError, StopIteration):
            # A list where the surface has a number, and the like: no event that this surface knows.
            raise RefusalError(502, "bad_reply", "the provider's stream has an unknown shape") from None
        named = dict(pieces)  # the last piece of each text
        before = self._switch(named)
        if ended is not None or "error" in root:
            over = ended or (lambda _key: True)
            before += self._close(lambda key: key not in named and over(key))
        edits: list[Edit] = []
        others = 0
        for key, leaf in pieces:
            buffer = self._buffer(key, leaf)
            buffer.last = root
            new = buffer.feed(leaf.value)
            if ended is not None and ended(key) and named[key] is leaf:
                new += self._finish(key)
            if new != leaf.value:
                literal = document.literal(leaf.place)
                edits.append((*document.places[leaf.place], quote(new, ascii_only=literal.isascii())))
        for leaf in leaves:
            if not self._is_piece(leaf):
                rule = RESTORE if leaf.rule.kind in _PIECES else leaf.rule
                edit = self._restorer.edit(document, leaf._replace(rule=rule))
                if edit is not None:
                    edits.append(edit)
                    others += 1
        self._learn(document, head, pieces, quiet=ended is None and not others)
        return before, document.edited(edits) if edits else document.text

    def _key(self, root: dict[str, Any], leaf: Leaf) -> Key:
        stream = self._stream
        path = leaf.path if stream.rename is None else stream.rename(root, leaf.path)
        return (*(_hashable(root.get(name)) for name in stream.identity), *path)

    def _is_piece(self, leaf: Leaf) -> bool:
        return leaf.rule.kind in _PIECES and type(leaf.value) is str and not leaf.is_key

    def _buffer(self, key: Key, leaf: Leaf) -> _Buffer:
        buffer = self._buffers.get(key)
        if buffer is None:
            text = StreamText(self._exchange, self._restorer.texts.lookup, json=leaf.rule.kind is Kind.DELTA_JSON)
            buffer = self._buffers[key] = _Buffer(text, leaf.rule.group)
        return buffer

    def _switch(self, named: dict[Key, Leaf]) -> bytes:
        """A choice goes on from one field to another: the text of the first is over."""
        size = self._stream.parent
        out = b""
        for key, leaf in named.items():
            group = leaf.rule.group
            if group and leaf.value:
                over = [
                    other
                    for other, buffer in self._buffers.items()
                    if buffer.group and buffer.group != group and other[:size] == key[:size] and other not in named
                ]
                out += self._close(over.__contains__)
        return out

    def _close(self, over: Callable[[Key], bool]) -> bytes:
        """End these texts; what they held back goes out in events of its own."""
        out: list[bytes] = []
        for key in [key for key in self._buffers if over(key)]:
            last = self._buffers[key].last
            rest = self._finish(key)
            if rest:
                out.append(self._encoded(*self._stream.closing(key, rest, last)))
        return b"".join(out)

    def _finish(self, key: Key) -> str:
        buffer = self._buffers.pop(key)
        if self._template is not None and self._template.buffer is buffer:
            self._template = None
        rest = buffer.flush()
        self._restorer.again["".join(buffer.raw)] = "".join(buffer.out)
        return rest

    def _learn(self, document: Document, head: str, pieces: list[tuple[Key, Leaf]], *, quiet: bool) -> None:
        """Remember an event that is all protocol but for one piece."""
        self._template = None
        if quiet and len(pieces) == 1:
            key, leaf = pieces[0]
            start, end = document.places[leaf.place]
            prefix, suffix = document.text[:start], document.text[end:]
            if "\n" not in prefix and "\n" not in suffix:
                framed, over = ("", "\n") if self._stream.lines else (head + "data: ", "\n\n")
                self._template = _Template(head, prefix, suffix, framed + prefix, suffix + over, self._buffers[key])


_PIECES: Final = frozenset({Kind.DELTA, Kind.DELTA_JSON})


def _hashable(value: Any) -> Hashable:
    return value if isinstance(value, str | Number | bool) else None


def _whole_characters(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
