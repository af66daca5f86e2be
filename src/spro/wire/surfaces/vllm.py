"""What vLLM's server has beside OpenAI's endpoints: tokenize, score, rerank, pooling.

Source: https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html. ``/detokenize`` takes token numbers, which
cannot be looked into, and is refused.
"""

from __future__ import annotations

from typing import Final

from spro.wire.endpoint import Endpoint
from spro.wire.surfaces.shared import path
from spro.wire.table import MASK, MODEL, RESTORE, TOKENS, WORD, table

__all__ = ["ENDPOINTS"]

_TOKENIZE: Final = table(
    {"model": MODEL, "prompt": MASK, "messages[].role": WORD, "messages[].content": MASK}, default=MASK
)
_TOKENIZE_REPLY: Final = table({}, default=RESTORE)
_SCORE: Final = table(
    {
        "model": MODEL,
        "text_1": MASK,
        "text_2": MASK,
        "query": MASK,
        "documents[]": MASK,
        "input": TOKENS,
        "input[]": TOKENS,
        "encoding_format": WORD,
    },
    default=MASK,
)
_SCORE_REPLY: Final = table({"model": MODEL, "object": WORD}, default=RESTORE)

ENDPOINTS: Final = (
    Endpoint("vllm.tokenize", "POST", path("/tokenize"), _TOKENIZE, _TOKENIZE_REPLY, operation="tokenize"),
    Endpoint("vllm.score", "POST", path("/score"), _SCORE, _SCORE_REPLY, operation="score"),
    Endpoint("vllm.rerank", "POST", path("/rerank"), _SCORE, _SCORE_REPLY, operation="rerank"),
    Endpoint("vllm.pooling", "POST", path("/pooling"), _SCORE, _SCORE_REPLY, operation="embeddings", stable=True),
)
