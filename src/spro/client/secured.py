"""What `secure()` returns: a `str`, the secured text, that also knows what was masked and can restore an answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, SupportsIndex, overload

from spro.engine import Secured
from spro.masking import MappingLookup, StreamRestorer, restore
from spro.model import Finding

__all__ = ["SecuredText"]


class SecuredText(str):  # noqa: SLOT000  # a str subclass with attributes needs a dict
    """Secured text. Used as a string everywhere; `restore` puts this text's own values back into an answer.

    It also answers the keys of the hosted service: ``status``, ``redacted_text``, ``redacted_entities``,
    ``metadata`` and ``request_id``. ``redacted_entities`` holds the original values: do not log it.
    """

    _secured: Secured
    _metadata: Mapping[str, Any]
    _own: MappingLookup | None
    request_id: str

    @classmethod
    def of(cls, secured: Secured, metadata: Mapping[str, Any], request_id: str) -> SecuredText:
        """Wrap what the engine made."""
        text = cls(secured.text)
        text._secured = secured  # its own attributes: str leaves no room for an __init__
        text._metadata = metadata
        text._own = None
        text.request_id = request_id
        return text

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was masked, with offsets into the original text."""
        return self._secured.findings

    @property
    def counts(self) -> dict[str, int]:
        """Entity type -> how many were masked."""
        return dict(Counter(finding.type for finding in self._secured.findings))

    def restore(self, answer: str) -> str:
        """The answer with this text's values in place of their placeholders, and nobody else's."""
        return restore(answer, self._lookup())

    def restore_stream(self, chunks: Iterable[str]) -> Iterable[str]:
        """As `restore`, for an answer that arrives in pieces of any size."""
        restorer = self.restorer()
        for chunk in chunks:
            yield restorer.feed(chunk)
        yield restorer.flush()

    def tokens(self) -> dict[str, str]:
        """Token -> original value. Holds the values: keep it as safe as the text."""
        return self._secured.tokens()

    def restorer(self) -> StreamRestorer:
        """A restorer with ``feed`` and ``flush`` for one streamed answer."""
        return StreamRestorer(self._lookup())

    def _lookup(self) -> MappingLookup:
        # The text's own tokens only: a client may serve many users, whose values its scope holds together.
        if self._own is None:
            self._own = MappingLookup(self._secured.tokens())
        return self._own

    @overload
    def __getitem__(self, key: SupportsIndex | slice) -> str: ...
    @overload
    def __getitem__(self, key: str) -> Any: ...
    def __getitem__(self, key: Any) -> Any:
        """A character or slice as of any string, or one of the hosted service's keys."""
        if not isinstance(key, str):
            return str.__getitem__(self, key)
        if key == "redacted_text":
            return str(self)
        if key == "redacted_entities":
            return self._secured.entities()
        if key == "request_id":
            return self.request_id
        if key == "status":
            return "success"
        if key == "metadata":
            return dict(self._metadata)
        raise KeyError(key)

    def __str__(self) -> str:
        """A plain string."""
        return str.__str__(self)

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Pickles as a plain string: the values stay in this process."""
        return str, (str.__str__(self),)
