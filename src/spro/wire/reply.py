"""A reply that came whole: scanned, restored and spliced under its surface's table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from spro.wire.document import Document, DocumentError, Edit, Number, parse, quote
from spro.wire.exchange import Exchange
from spro.wire.refusal import RefusalError
from spro.wire.request import signature
from spro.wire.scanner import ReplyText
from spro.wire.table import RESTORE, Kind, Node, Rule, table
from spro.wire.walker import Leaf, walk

__all__ = ["ERROR", "Restorer"]

ERROR: Final[Node] = table({}, default=RESTORE)
"""Error bodies: providers quote the prompt in them."""


class Restorer:
    """Restores the JSON documents of one reply.

    ``again`` knows what has been streamed already: a text that is repeated whole must read as its pieces did.
    ``whole``: the reply came at once, so the policy's ``reply_names`` holds.
    """

    def __init__(self, exchange: Exchange, *, whole: bool = False) -> None:
        self.exchange = exchange
        self.texts = ReplyText(exchange, names=whole and exchange.protector.response.policy.reply_names)
        self.again: dict[str, str] = {}

    def json(self, body: bytes | str, shape: Node) -> str:
        """The body for the client.

        Raises:
            RefusalError: the provider sent something that is not JSON; it cannot be looked into.
        """
        try:
            document = parse(body)
        except DocumentError:
            raise RefusalError(502, "bad_reply", "the provider's reply is not valid JSON") from None
        if self.exchange.protector.options.observe:
            return document.text
        return self.document(document, shape)

    def document(self, document: Document, shape: Node) -> str:
        """The text of a parsed document for the client."""
        edits: list[Edit] = []
        for leaf in walk(document, shape):
            edit = self.edit(document, leaf)
            if edit is not None:
                edits.append(edit)
        return document.edited(edits) if edits else document.text

    def edit(self, document: Document, leaf: Leaf) -> Edit | None:
        """What becomes of one leaf, if anything."""
        rule = leaf.rule
        handler = _KINDS.get(rule.kind)
        if handler is not None:
            return handler(self, document, leaf)
        value = leaf.value
        if isinstance(value, Number) or not value:
            return None
        if rule.kind is Kind.KEEP and (rule.check is None or rule.check.fullmatch(value)):
            return None
        new = self.text(value, rule)
        if new == value:
            return None
        return (*document.places[leaf.place], quote(new, ascii_only=document.literal(leaf.place).isascii()))

    def text(self, value: str, rule: Rule) -> str:
        """One whole string for the client."""
        known = self.again.get(value)
        if known is not None:
            return known
        return self.texts.whole(value, json=rule.kind in (Kind.RESTORE_JSON, Kind.DELTA_JSON))

    def _signed(self, document: Document, leaf: Leaf) -> Edit | None:
        if leaf.value:
            self.exchange.protector.seen.remember(signature(leaf.value))
        return None

    def _unhash(self, document: Document, leaf: Leaf) -> Edit | None:
        original = self.exchange.hashes.get(leaf.value)
        if original is None:
            return None
        return (*document.places[leaf.place], quote(original, ascii_only=document.text.isascii()))

    def _drop(self, document: Document, leaf: Leaf) -> Edit | None:
        """The whole value becomes null: tokens and offsets no longer fit the restored text."""
        span = value_span(document, leaf)
        return None if span is None else (*span, "null")


def value_span(document: Document, leaf: Leaf) -> tuple[int, int] | None:
    """Where an object or list stands: from the bracket after what precedes it to the one that closes it."""
    text = document.text
    previous = document.places[leaf.place - 1][1] if leaf.place else 0
    start = previous
    while start < len(text) and text[start] not in "[{":
        start += 1
    depth, at, index = 0, start, leaf.place
    while at < len(text):
        if index < leaf.last and at == document.places[index][0]:
            at = document.places[index][1]
            index += 1
            continue
        if text[at] in "[{":
            depth += 1
        elif text[at] in "]}":
            depth -= 1
            if depth == 0:
                return start, at + 1
        at += 1
    return None


_KINDS: Final[dict[Kind, Callable[[Restorer, Document, Leaf], Edit | None]]] = {
    Kind.SIGNED: Restorer._signed,  # noqa: SLF001  # a table of its own methods
    Kind.UNHASH: Restorer._unhash,  # noqa: SLF001
    Kind.DROP: Restorer._drop,  # noqa: SLF001
}
