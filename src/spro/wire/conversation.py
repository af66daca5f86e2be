"""Which conversation a request belongs to, told from its body: what a user said first stays the same over turns."""

from __future__ import annotations

from typing import Any, Final

__all__ = ["first_words", "state_ids"]

_LISTS: Final = ("messages", "input", "contents")
_NAMES: Final = ("id", "input_file_id", "output_file_id", "error_file_id")


def first_words(root: Any) -> str:
    """The conversation's first user message as one text; empty where there is none."""
    if not isinstance(root, dict):
        return ""
    for name in _LISTS:
        turns = root.get(name)
        if isinstance(turns, list):
            first = next((turn for turn in turns if _is_user(turn)), turns[0] if turns else "")
            return _text(first)
        if isinstance(turns, str):
            return turns
    return _text(root.get("prompt", ""))


def state_ids(root: Any) -> list[str]:
    """What a reply names that the provider keeps: a response, a file, a batch and its files."""
    if not isinstance(root, dict):
        return []
    inner = root.get("response")
    found = [value for name in _NAMES if isinstance(value := root.get(name), str)]
    return found + (state_ids(inner) if isinstance(inner, dict) else [])


def _is_user(turn: Any) -> bool:
    return isinstance(turn, dict) and turn.get("role") == "user"


def _text(value: Any) -> str:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, list):
        return "\0".join(map(_text, value))
    if isinstance(value, dict):
        return "\0".join(_text(value.get(name, "")) for name in ("content", "text", "parts"))
    return ""
