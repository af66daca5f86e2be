"""A document under a table: every string and number with its treatment, in document order.

The order is what ties the tree to the places in the text (see ``document``), so whatever is skipped is counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from spro.wire.document import Document, Number
from spro.wire.table import Kind, Node, Rule

__all__ = ["BEGIN", "END", "Leaf", "member_place", "walk"]

# Names of members that cannot tell anything about a person: identifiers as programmers write them.
_PLAIN_KEY: Final = re.compile(r"[A-Za-z_$][A-Za-z_$\-]{0,63}[0-9]{0,3}")
_LONG_NUMBER: Final = 7


class Leaf(NamedTuple):
    """A string, a long number, a key, or (for whole rules) an object or list.

    ``place`` is its number among the places of the document, ``last`` the one after its end. ``path`` leads to the
    value; in lists it holds the element's ``index`` member where it has one, else its position. ``known`` says
    whether the table names the place.
    """

    rule: Rule
    value: Any
    place: int
    last: int
    path: tuple[str | int, ...]
    is_key: bool = False
    known: bool = True


BEGIN: Final = Rule(Kind.PART, whole=True)
"""The leaf before those of a part. Of a part that is skipped this is the only one."""

END: Final = Rule(Kind.PART_END, whole=True)


def walk(document: Document, table: Node, parts: Mapping[int, int] | None = None) -> list[Leaf]:
    """All leaves of the document.

    ``parts``: id of a part's value -> how many places it has, to skip it, or -1 to mark where its leaves begin and end.
    """
    walker = _Walker(parts)
    walker.visit(document.root, table, table.deep, (), known=False)
    document.expected = walker.index
    return walker.leaves


def member_place(document: Document, name: str) -> tuple[int, int] | None:
    """Where a string member of the outermost object stands."""
    index = 0
    for key, value in document.root.items() if isinstance(document.root, dict) else ():
        index += 1
        if key == name:
            return document.places[index] if isinstance(value, str) else None
        index += _count(value)
    return None


_leaf: Final = Leaf._make


class _Walker:
    __slots__ = ("index", "leaves", "parts")

    def __init__(self, parts: Mapping[int, int] | None = None) -> None:
        self.parts = parts
        self.leaves: list[Leaf] = []
        self.index = 0

    def visit(
        self, value: Any, node: Node | None, default: Rule | None, path: tuple[str | int, ...], *, known: bool
    ) -> None:
        kind = type(value)
        if kind is dict:
            self._object(value, node, default, path)
        elif kind is list:
            self._list(value, node, default, path)
        elif kind is str:
            rule = default if node is None or node.rule is None else node.rule
            if rule is not None:
                self.leaves.append(Leaf(rule, value, self.index, self.index + 1, path, known=known))
            self.index += 1
        elif kind is Number:
            rule = default if node is None or node.rule is None else node.rule
            if rule is not None and (len(value) >= _LONG_NUMBER or rule.kind is Kind.TOKENS):
                self.leaves.append(Leaf(rule, value, self.index, self.index + 1, path, known=known))
            self.index += 1

    def _object(
        self, value: dict[str, Any], node: Node | None, default: Rule | None, path: tuple[str | int, ...]
    ) -> None:
        if node is not None:
            if node.variants and type(name := value.get("type")) is str:
                node = node.variants.get(name, node)
            if node.rule is not None and node.rule.whole:
                self._whole(node.rule, value, path)
                return
            default = node.deep or default
        keys = node.keys if node is not None else {}
        other = node.any if node is not None else None
        for key, item in value.items():
            child = keys.get(key)
            if child is None:
                child = other
                if default is not None and _PLAIN_KEY.fullmatch(key) is None:
                    self.leaves.append(Leaf(default, key, self.index, self.index + 1, (*path, key), is_key=True))
            self.index += 1
            if item is None or item is True or item is False:
                continue
            if type(item) is str:  # most members are: one call less for each
                rule = default if child is None or child.rule is None else child.rule
                if rule is not None:
                    at = self.index
                    self.leaves.append(_leaf((rule, item, at, at + 1, (*path, key), False, child is not None)))
                self.index += 1
                continue
            self.visit(item, child, default, (*path, key), known=child is not None)

    def _list(self, value: list[Any], node: Node | None, default: Rule | None, path: tuple[str | int, ...]) -> None:
        inner = None
        if node is not None:
            if node.rule is not None and node.rule.whole:
                self._whole(node.rule, value, path)
                return
            inner = node.item
            default = node.deep or default
        for position, item in enumerate(value):
            step: str | int = position
            if type(item) is dict and type(number := item.get("index")) is Number:
                step = number
            count = self.parts.get(id(item)) if self.parts is not None and type(item) is dict else None
            if count is None:
                self.visit(item, inner, default, (*path, step), known=inner is not None)
            else:
                self._part(item, count, inner, default, (*path, step))

    def _part(
        self, item: dict[str, Any], count: int, node: Node | None, default: Rule | None, path: tuple[str | int, ...]
    ) -> None:
        first = self.index
        if count >= 0:
            self.index += count
            self.leaves.append(Leaf(BEGIN, item, first, self.index, path))
            return
        self.leaves.append(Leaf(BEGIN, item, first, first, path))
        self.visit(item, node, default, path, known=node is not None)
        self.leaves.append(Leaf(END, item, first, self.index, path))

    def _whole(self, rule: Rule, value: Any, path: tuple[str | int, ...]) -> None:
        first = self.index
        self.index += _count(value)
        self.leaves.append(Leaf(rule, value, first, self.index, path))


def _count(value: Any) -> int:
    """How many strings (keys too) and numbers the value holds."""
    if isinstance(value, str):
        return 1
    if isinstance(value, dict):
        return len(value) + sum(map(_count, value.values()))
    if isinstance(value, list):
        return sum(map(_count, value))
    return 0
