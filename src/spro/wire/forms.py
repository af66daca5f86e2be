"""multipart/form-data (RFC 7578): audio and file uploads. Every part is looked at; the form is written anew."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any, Final

from spro.wire.endpoint import Endpoint
from spro.wire.exchange import Exchange
from spro.wire.files import mask_lines
from spro.wire.refusal import RefusalError
from spro.wire.request import blocked_attachment

__all__ = ["mask_form"]

_BOUNDARY: Final = re.compile(r'boundary="?([A-Za-z0-9\'()+_,\-./:=? ]{1,70})"?', re.IGNORECASE)
_PARAMETER: Final = re.compile(r';\s*([a-z*]+)="((?:[^"\\]|\\.)*)"', re.IGNORECASE)
_TEXT: Final = re.compile(r".*\.(?:txt|md|csv|tsv|json|jsonl|html|xml|yaml|yml|log)", re.IGNORECASE)
_NAME: Final = re.compile(r"[a-z_]{1,40}(?:\[\])?")


@dataclass(slots=True)
class _Part:
    headers: dict[str, str] = field(default_factory=dict)
    data: bytes = b""

    def parameter(self, name: str) -> str | None:
        found = dict(_PARAMETER.findall(self.headers.get("content-disposition", "")))
        value = found.get(name)
        return None if value is None else re.sub(r"\\(.)", r"\1", value)


def mask_form(raw: bytes, content_type: str, endpoint: Endpoint, exchange: Exchange) -> tuple[bytes, str]:
    """The masked form and its content type.

    Raises:
        RefusalError: not a form, or a part that cannot be looked into.
    """
    match = _BOUNDARY.search(content_type)
    if match is None or not content_type.lower().startswith("multipart/form-data"):
        raise RefusalError(415, "unsupported_media_type", "this endpoint takes multipart/form-data")
    parts = _parsed(raw, match[1])
    purpose = next((part.data for part in parts if part.parameter("name") == "purpose"), b"")
    if exchange.protector.options.observe:
        for part in parts:
            _masked(part, endpoint, exchange, batch=purpose == b"batch")
        return raw, content_type
    boundary = "spro" + token_hex(16)
    out = [_masked(part, endpoint, exchange, batch=purpose == b"batch") for part in parts]
    body = b"".join(b"--%b\r\n%b\r\n" % (boundary.encode(), part) for part in out)
    return body + b"--%b--\r\n" % boundary.encode(), f"multipart/form-data; boundary={boundary}"


def _parsed(raw: bytes, boundary: str) -> list[_Part]:
    try:
        from python_multipart.exceptions import FormParserError
        from python_multipart.multipart import MultipartParser
    except ImportError:
        raise RefusalError(
            501, "unsupported_endpoint", "forms need the `server` extra: pip install '.[server]'"
        ) from None

    parts: list[_Part] = []
    name = value = b""

    def begin() -> None:
        parts.append(_Part())

    def data(chunk: bytes, start: int, end: int) -> None:
        parts[-1].data += chunk[start:end]

    def header_field(chunk: bytes, start: int, end: int) -> None:
        nonlocal name
        name += chunk[start:end]

    def header_value(chunk: bytes, start: int, end: int) -> None:
        nonlocal value
        value += chunk[start:end]

    def header_end() -> None:
        nonlocal name, value
        parts[-1].headers[name.decode("latin-1").lower()] = value.decode("utf-8", "replace")
        name = value = b""

    callbacks: Any = {
        "on_part_begin": begin,
        "on_part_data": data,
        "on_header_field": header_field,
        "on_header_value": header_value,
        "on_header_end": header_end,
    }
    try:
        parser = MultipartParser(boundary.encode("latin-1"), callbacks)
        parser.write(raw)
        parser.finalize()
    except FormParserError:
        raise RefusalError(400, "invalid_form", "the body is not a valid multipart form") from None
    return parts


def _masked(part: _Part, endpoint: Endpoint, exchange: Exchange, *, batch: bool) -> bytes:
    name = part.parameter("name") or ""
    if not _NAME.fullmatch(name):
        raise RefusalError(400, "invalid_form", "a part of the form has an unusual name")
    filename = part.parameter("filename")
    if filename is None:
        text = _decoded(part.data)
        check = endpoint.kept_form.get(name)
        if check is None or not check.fullmatch(text):
            text = exchange.mask_text(text)
        return _written(name, None, "", text.encode())
    kind = part.headers.get("content-type", "application/octet-stream")
    kind = kind if re.fullmatch(r"[a-z]{1,20}/[a-z0-9.+\-]{1,60}", kind) else "application/octet-stream"
    shown = exchange.mask_text(filename)
    if batch:
        return _written(name, shown, "application/jsonl", mask_lines(part.data, exchange))
    if endpoint.name == "openai.file_upload" and (kind.startswith("text/") or _TEXT.fullmatch(filename)):
        return _written(name, shown, kind, exchange.mask_text(_decoded(part.data)).encode())
    if exchange.protector.options.attachments == "block" and not exchange.protector.options.observe:
        raise blocked_attachment()
    return _written(name, shown, kind, part.data)


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise RefusalError(400, "invalid_form", "a text in the form is not UTF-8") from None


def _written(name: str, filename: str | None, kind: str, data: bytes) -> bytes:
    head = f'Content-Disposition: form-data; name="{name}"'
    if filename is not None:
        safe = re.sub(r'[\r\n"\\]', "_", filename)
        head += f'; filename="{safe}"\r\nContent-Type: {kind}'
    return head.encode() + b"\r\n\r\n" + data
