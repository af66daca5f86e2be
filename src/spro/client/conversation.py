"""A chat: its messages are secured together, its answers restored. Earlier turns never change their placeholders."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Self

from spro.errors import ValidationError

if TYPE_CHECKING:
    from spro.client.secured import SecuredText
    from spro.client.spro import Spro
    from spro.masking import StreamRestorer

__all__ = ["Conversation"]

# Where chat messages of the common shapes hold what people wrote; the rest (role, type, ids) is protocol.
_TEXT_KEYS = ("content", "text", "input", "arguments", "thinking")


class Conversation:
    """Made by `Spro.conversation`. Equal values get equal placeholders in all messages of the conversation.

    Use it as a context manager to forget its values at the end; otherwise they expire.
    """

    def __init__(self, client: Spro, id_: str) -> None:
        self._client = client
        self.id = id_

    def __repr__(self) -> str:
        return f"<Conversation {self.id!r}>"

    def secure(self, prompt: str, **options: Any) -> SecuredText:
        """As `Spro.secure`, in this conversation."""
        return self._client.secure(prompt, scope=self.id, **options)

    def secure_messages(self, messages: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        """Messages of a chat (``{"role": ..., "content": str | parts}``) with every text secured.

        Raises:
            ValidationError: a message is not a mapping.
        """
        return [self._message(message) for message in messages]

    def restore(self, answer: Any) -> Any:
        """An answer with values put back: a text, or a message or any JSON-like value with texts in it."""
        if isinstance(answer, str):
            return self._client.restore(answer, scope=self.id)
        if isinstance(answer, Mapping):
            return {key: self.restore(value) for key, value in answer.items()}
        if isinstance(answer, list | tuple):
            return [self.restore(value) for value in answer]
        return answer

    def restorer(self) -> StreamRestorer:
        """A restorer with ``feed`` and ``flush`` for one streamed answer."""
        return self._client.restorer(scope=self.id)

    def forget(self) -> None:
        """Drop the values; placeholders of this conversation can no longer be restored."""
        self._client.forget(self.id)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.forget()

    def _message(self, message: Mapping[str, Any]) -> dict[str, Any]:
        if not isinstance(message, Mapping):
            raise ValidationError(f"a message must be a mapping, not {type(message).__name__}")
        return {key: self._leaves(value, secured=key in _TEXT_KEYS) for key, value in message.items()}

    def _leaves(self, value: Any, *, secured: bool) -> Any:
        if isinstance(value, str):
            return str(self.secure(value)) if secured and value else value
        if isinstance(value, Mapping):
            return {key: self._leaves(item, secured=key in _TEXT_KEYS) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self._leaves(item, secured=secured) for item in value]
        return value
