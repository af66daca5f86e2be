"""Who brought a string of a request along: the user, a tool, a document, or nobody from outside.

Surfaces name it by a message's role, a part's type or the member it stands in; the words are the same in all of them.
"""

from __future__ import annotations

from typing import Any, Final

from spro.wire.document import Number

__all__ = ["origin"]

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


def origin(root: Any, path: tuple[str | int, ...]) -> str:
    """``user``, ``tool``, ``document``, ``operator`` or ``model``. What nothing tells counts as the user's."""
    found = "user"
    at = root
    for step in path:
        if isinstance(at, dict):
            found = _ROLES.get(_word(at, "role"), found)
            found = _TYPES.get(_word(at, "type"), found)
            if isinstance(step, str):
                found = _MEMBERS.get(step, found)
            at = at.get(step)
        elif isinstance(at, list) and type(step) is int and step < len(at):
            at = at[step]
        elif isinstance(at, list) and isinstance(step, Number):
            at = next((item for item in at if isinstance(item, dict) and item.get("index") == step), None)
        else:
            break
    if isinstance(at, dict):
        found = _TYPES.get(_word(at, "type"), found)
    return found


def _word(at: dict[str, Any], name: str) -> str:
    value = at.get(name)
    return value if isinstance(value, str) else ""
