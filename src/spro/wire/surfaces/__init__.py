"""One module per provider surface: tables, endpoints and error shapes. What is not listed is refused with 501."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from spro.wire.endpoint import Endpoint, ErrorShape
from spro.wire.surfaces import anthropic, gemini, ollama, openai_chat, openai_other, openai_responses, vllm

__all__ = ["SURFACES", "Surface", "endpoint"]


class Surface:
    """The endpoints that one API has, and how it writes errors."""

    def __init__(self, name: str, endpoints: tuple[Endpoint, ...], error: ErrorShape) -> None:
        self.name = name
        self.endpoints = endpoints
        self.error = error

    def __repr__(self) -> str:
        return f"<Surface {self.name}: {len(self.endpoints)} endpoints>"

    def find(self, method: str, path: str) -> Endpoint | None:
        """The endpoint at this path, which begins with a slash."""
        for candidate in self.endpoints:
            if candidate.method == method and candidate.path.fullmatch(path) is not None:
                return candidate
        return None


_OPENAI: Final = (
    *openai_chat.ENDPOINTS,
    *openai_responses.ENDPOINTS,
    *openai_other.ENDPOINTS,
    *vllm.ENDPOINTS,
)

SURFACES: Final[Mapping[str, Surface]] = {
    "openai": Surface("openai", _OPENAI, openai_chat.error),
    "anthropic": Surface("anthropic", anthropic.ENDPOINTS, anthropic.error),
    "gemini": Surface("gemini", gemini.ENDPOINTS, gemini.error),
    "ollama": Surface("ollama", (*ollama.ENDPOINTS, *_OPENAI), ollama.error),
}


def endpoint(surface: str, method: str, path: str) -> Endpoint | None:
    """The endpoint of a surface at a path, or None: then nothing may be sent."""
    return SURFACES[surface].find(method, path)
