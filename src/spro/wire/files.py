"""Files of JSON lines: batches go up masked, their results come down restored."""

from __future__ import annotations

from typing import Final

from spro.wire.document import Document, DocumentError, parse
from spro.wire.endpoint import Endpoint
from spro.wire.exchange import Exchange, read_body
from spro.wire.refusal import RefusalError
from spro.wire.reply import Restorer
from spro.wire.surfaces import SURFACES
from spro.wire.table import MASK, RESTORE, RESTORE_JSON, Node, table

__all__ = ["mask_lines", "restore_lines"]

_REPLIES: Final[Node] = table(
    {"response.body.choices[].message.tool_calls[].function.arguments": RESTORE_JSON}, default=RESTORE
)
_ANY: Final[Node] = table({}, default=MASK)


def mask_lines(data: bytes, exchange: Exchange) -> bytes:
    """A batch's input file: each line's body under the table of the endpoint that the line names.

    Raises:
        RefusalError: a line is not JSON, or names an endpoint that is not supported.
    """
    return b"".join(_masked(line, exchange) + b"\n" for line in data.split(b"\n") if line.strip())


def restore_lines(data: bytes, restorer: Restorer) -> str:
    """A batch's results, or any text file."""
    out = []
    for line in data.decode("utf-8", "replace").split("\n"):
        try:
            document = parse(line)
        except DocumentError:
            out.append(restorer.texts.whole(line) if line else line)
        else:
            out.append(restorer.document(document, _REPLIES))
    return "\n".join(out)


def _masked(line: bytes, exchange: Exchange) -> bytes:
    document = read_body(line)
    endpoint = _endpoint(document)
    shape = _ANY if endpoint is None or endpoint.request is None else table({"body": endpoint.request}, default=MASK)
    return exchange.mask_document(document, _with_address(shape)).encode()


def _endpoint(document: Document) -> Endpoint | None:
    address = document.root.get("url") if isinstance(document.root, dict) else None
    if not isinstance(address, str):
        return None  # not a batch: everything is text
    found = SURFACES["openai"].find("POST", address.removeprefix("/v1"))
    if found is None:
        raise RefusalError(400, "unsupported_endpoint", "a line of the file names an endpoint that is not supported")
    return found


def _with_address(shape: Node) -> Node:
    from spro.wire.table import WORD, keep

    made = table(
        {"url": keep(r"/v1/[a-z/_]{1,60}"), "method": keep(r"[A-Z]{3,6}"), "custom_id": MASK, "type": WORD},
        default=MASK,
    )
    made.keys.update({name: node for name, node in shape.keys.items() if name == "body"})
    return made
