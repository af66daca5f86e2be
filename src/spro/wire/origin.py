"""Who brought a string of a request along: the user, a tool, a document, or nobody from outside.

Surfaces name it by a message's role, a part's type or the member it stands in; the words are the same in all of them.
"""

from __future__ import annotations

from typing import Any, Final

from spro.wire.document import Number

__all__ = ["Origins"]

_ROLES: Final = {
    "system": "operator",
    "developer": "operator",
    "assistant": "model",
    "model": "model",
    "tool": "tool",
    "function": "tool",
    "user": "user",
}
_TYPES: Final = {
    "tool_result": "tool",
    "mcp_tool_result": "tool",
    "web_search_tool_result": "tool",
    "code_execution_tool_result": "tool",
    "function_call_output": "tool",
    "custom_tool_call_output": "tool",
    "local_shell_call_output": "tool",
    "mcp_call": "tool",
    "mcp_list_tools": "tool",
    "function_call": "model",
    "tool_use": "model",
    "document": "document",
    "search_result": "document",
    "file": "document",
    "input_file": "document",
}
_MEMBERS: Final = {
    "system": "operator",
    "instructions": "operator",
    "systemInstruction": "operator",
    "system_instruction": "operator",
    "tools": "tool",
    "functions": "tool",
    "functionDeclarations": "tool",
    "functionResponse": "tool",
    "function_response": "tool",
    "tool_calls": "model",
    "functionCall": "model",
    "function_call": "model",
    "documents": "document",
    "response_format": "operator",
    "metadata": "operator",
    "stop": "operator",
    "schema": "operator",
}


class Origins:
    """The origins of a document's strings. What leads to several strings is looked at once."""

    def __init__(self, root: Any) -> None:
        self._seen: dict[tuple[str | int, ...], tuple[str, Any]] = {(): ("user", root)}

    def of(self, path: tuple[str | int, ...]) -> str:
        """``user``, ``tool``, ``document``, ``operator`` or ``model``. What nothing tells counts as the user's."""
        found, at = self._at(path[:-1])
        if not path:
            return _told(found, at)
        found, at = _step(found, at, path[-1])
        return _TYPES.get(_word(at, "type"), found) if isinstance(at, dict) else found

    def of_list(self, member: str) -> str:
        """The origin of a member of the outermost object, before anything in it has told another."""
        return self._at((member,))[0]

    def _at(self, path: tuple[str | int, ...]) -> tuple[str, Any]:
        held = self._seen.get(path)
        if held is None:
            held = self._seen[path] = _step(*self._at(path[:-1]), path[-1])
        return held


def _step(found: str, at: Any, step: str | int) -> tuple[str, Any]:
    """From a value to one in it, and what is known of the origin there."""
    if isinstance(at, dict):
        found = _told(found, at)
        if isinstance(step, str):
            found = _MEMBERS.get(step, found)
        return found, at.get(step)
    if isinstance(at, list):
        if type(step) is int and step < len(at):
            return found, at[step]
        if isinstance(step, Number):
            return found, next((item for item in at if isinstance(item, dict) and item.get("index") == step), None)
    return found, None


def _told(found: str, at: Any) -> str:
    if not isinstance(at, dict):
        return found
    found = _ROLES.get(_word(at, "role"), found)
    return _TYPES.get(_word(at, "type"), found)


def _word(at: dict[str, Any], name: str) -> str:
    value = at.get(name)
    return value if isinstance(value, str) else ""
