"""A JSON document that is read strictly and edited in place: what is not replaced keeps its bytes.

Strict means that no two readers can see different documents: duplicate keys, a byte order mark, NaN, lone surrogates,
bad UTF-8 and documents nested deeper than any provider's are refused (RFC 8259, RFC 7493 section 2).

The standard library's scanner, which is written in C, checks the grammar and gives the tree. One regular expression
gives the places of all strings and numbers. Both run through the document in the same order, so the n-th string or
number of the tree is the n-th place.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from itertools import accumulate
from json.decoder import scanstring  # type: ignore[attr-defined]  # since Python 2.6
from json.encoder import encode_basestring, encode_basestring_ascii
from typing import Any, Final, NamedTuple, NoReturn

from spro.errors import SProError

__all__ = ["MAX_DEPTH", "Document", "DocumentError", "Edit", "Number", "Part", "parse", "quote", "unquote"]

MAX_DEPTH: Final = 128
"""Objects and lists inside each other; deeper documents are refused."""

Edit = tuple[int, int, str]
"""A place in the text (end exclusive) and what stands there from now on."""

# One group around everything: `split` then gives the tokens and what lies between them.
_TOKEN: Final = re.compile(r'("[^"\\]*(?:\\.[^"\\]*)*"|-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)', re.DOTALL)
_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")
_SPACE: Final = re.compile(r"[ \t\n\r]*")
_SPACES: Final = frozenset(" \t\n\r")
# The name of a member without escapes, up to its value. Of any other the whole document is read at once.
_MEMBER: Final = re.compile(r'[ \t\n\r]*"([^"\\\x00-\x1f]*)"[ \t\n\r]*:[ \t\n\r]*')


class DocumentError(SProError):
    """The bytes are not a JSON document that everybody reads in the same way. Never quotes the document."""


class Number(str):
    """A JSON number as it was written: ``1.10`` and integers of any length stay what they are."""

    __slots__ = ()


class Part(NamedTuple):
    """An object in a list that is a member of the outermost object (a message, a tool), and where it stands."""

    member: str
    start: int
    end: int
    value: dict[str, Any]


class Document:
    """A parsed document and its text.

    ``root`` is made of dict, list, str, `Number`, bool and None. `places` lists, in document order, where each string
    (keys too) and number stands, quotes included. ``parts`` are empty unless they were asked for.
    """

    __slots__ = ("_places", "expected", "parts", "root", "text")

    def __init__(self, text: str, root: Any, parts: list[Part] | None = None) -> None:
        self.text = text
        self.root = root
        self.parts = parts or []
        self.expected = -1  # how many places a walk over the tree has counted
        self._places: list[tuple[int, int]] | None = None

    def __repr__(self) -> str:
        return f"Document({len(self.text)} characters)"

    @property
    def places(self) -> list[tuple[int, int]]:
        """Where each string and number stands.

        Raises:
            DocumentError: tree and text do not agree; never expected, and then nothing may leave.
        """
        if self._places is None:
            # All of it runs in C: half the time of asking each match for its span.
            edges = list(accumulate(map(len, _TOKEN.split(self.text))))
            self._places = list(zip(edges[0:-1:2], edges[1::2], strict=True))
            if self.expected not in (-1, len(self._places)):
                raise DocumentError("the document cannot be edited in place")
        return self._places

    def literal(self, index: int) -> str:
        """The string or number as it is written."""
        start, end = self.places[index]
        return self.text[start:end]

    def edited(self, edits: Iterable[Edit]) -> str:
        """The text with the edits made. They may come in any order but must not overlap."""
        out: list[str] = []
        done = 0
        for start, end, new in sorted(edits):
            out.append(self.text[done:start])
            out.append(new)
            done = end
        out.append(self.text[done:])
        return "".join(out)


def parse(body: bytes | str, *, by_parts: bool = False) -> Document:
    """Read a document strictly. ``by_parts``: and tell where its parts stand.

    Raises:
        DocumentError: it is not JSON, or not JSON in one way only.
    """
    text = _decoded(body) if isinstance(body, bytes) else body
    if text.startswith("\ufeff"):
        raise DocumentError("the body begins with a byte order mark")
    try:
        found = _by_parts(text) if by_parts else None
        root, parts = found if found is not None else (_DECODER.decode(text), [])
    except RecursionError:
        raise DocumentError("the body is nested too deeply") from None
    except json.JSONDecodeError as error:
        # Only the place: the error object holds the document.
        raise DocumentError(f"the body is not valid JSON (at character {error.pos})") from None
    if isinstance(root, dict | list) and _too_deep(text, parts) and _depth(root) > MAX_DEPTH:
        raise DocumentError("the body is nested too deeply")
    if _SURROGATE.search(text) is not None:
        _refuse_surrogates(root)
    return Document(text, root, parts)


def _by_parts(text: str) -> tuple[dict[str, Any], list[Part]] | None:
    """The outermost object, member by member, each value by the scanner that reads whole documents.

    None for anything else and for what is not JSON: the whole text is then read at once, and that says what is wrong.
    """
    if text[:1] != "{":
        return None
    pairs: list[tuple[str, Any]] = []
    parts: list[Part] = []
    at = 0
    try:
        while not pairs or text[at : at + 1] == ",":
            named = _MEMBER.match(text, at + 1)
            if named is None:
                return None
            at = named.end()
            value, at = _items(text, at, named[1], parts) if text[at : at + 1] == "[" else _SCAN(text, at)
            pairs.append((named[1], value))
            at = _after(text, at)
    except (StopIteration, json.JSONDecodeError):
        return None
    if text[at : at + 1] != "}" or _after(text, at + 1) != len(text):
        return None
    return _object(pairs), parts


def _items(text: str, at: int, member: str, parts: list[Part]) -> tuple[list[Any], int]:
    """A list, item by item, and where it ends. Raises StopIteration where it is none."""
    items: list[Any] = []
    start = _after(text, at + 1)
    if text[start : start + 1] == "]":
        return items, start + 1
    while True:
        value, at = _SCAN(text, start)
        items.append(value)
        if type(value) is dict:
            parts.append(Part(member, start, at, value))
        at = _after(text, at)
        if text[at : at + 1] == "]":
            return items, at + 1
        if text[at : at + 1] != ",":
            raise StopIteration
        start = _after(text, at + 1)


def _after(text: str, at: int) -> int:
    """Where the white space that begins here ends."""
    if text[at : at + 1] not in _SPACES:
        return at
    match = _SPACE.match(text, at)
    return match.end() if match is not None else at


def quote(value: str, *, ascii_only: bool = False) -> str:
    """The value as a JSON string, with its quotes."""
    return encode_basestring_ascii(value) if ascii_only else encode_basestring(value)


def unquote(literal: str) -> str:
    """The string or number that was written so."""
    return str(scanstring(literal, 1, True)[0]) if literal[0] == '"' else Number(literal)  # noqa: FBT003


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        raise DocumentError("the body is not UTF-8") from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise DocumentError("an object has the same key twice")
    return found


def _constant(name: str) -> NoReturn:
    raise DocumentError("NaN and Infinity are not JSON")


_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=Number, parse_float=Number, parse_constant=_constant
)

_SCAN: Final[Callable[[str, int], tuple[Any, int]]] = _DECODER.scan_once  # type: ignore[attr-defined]  # since Python 3.0


def _too_deep(text: str, parts: list[Part]) -> bool:
    """Whether the brackets suffice for that: those of each part (two levels down), and those outside of all."""
    outside = text.count("[") + text.count("{")
    if outside <= MAX_DEPTH:
        return False
    for part in parts:
        inside = text.count("[", part.start, part.end) + text.count("{", part.start, part.end)
        if inside > MAX_DEPTH - 2:
            return True
        outside -= inside
    return outside > MAX_DEPTH


def _depth(root: Any) -> int:
    """How deep the tree is, up to one more than allowed."""
    level: list[Any] = [root]
    depth = 0
    while level and depth <= MAX_DEPTH:
        inner: list[Any] = []
        for value in level:
            inner += value.values() if type(value) is dict else value
        level = [value for value in inner if type(value) is dict or type(value) is list]
        depth += 1
    return depth


def _refuse_surrogates(value: Any) -> None:
    if isinstance(value, dict):
        for key, item in value.items():
            _refuse_surrogates(key)
            _refuse_surrogates(item)
    elif isinstance(value, list):
        for item in value:
            _refuse_surrogates(item)
    elif isinstance(value, str) and not value.isascii():
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:
            raise DocumentError("a string holds half of a surrogate pair") from None
