"""`chunk-invariance` (PyPI): a filter of streams must give the same for every way to cut its input."""

from __future__ import annotations

from typing import Any

import pytest
from chunk_invariance import assert_chunk_invariant

from spro.wire.scanner import StreamText

from .setting import MAIL, exchange, masked


@pytest.mark.parametrize(
    "text",
    [
        "Card 4111 1111 1111 1111, thanks",
        "see <EMAIL_1> and <email 1>.",
        "x@example.com or 212-555-0123 now",
        "100% of 12 and %40 signs",
    ],
)
def test_chunk_invariance(text: str) -> None:
    made = exchange("strict")
    masked(made, {"messages": [{"role": "user", "content": MAIL}]})

    def streamed(chunks: Any) -> Any:
        stream = StreamText(made, made.lookup())
        for chunk in chunks:
            yield stream.feed(chunk)
        yield stream.flush()

    assert_chunk_invariant(streamed, lambda whole: "".join(streamed([whole])), text, splits=3)
