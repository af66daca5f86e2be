"""MongoDB's OP_MSG (https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/); BSON by PyMongo's codec.

OP_QUERY, which other tools still send, is refused by servers since 5.1.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Final

import bson
from bson.errors import BSONError
from bson.json_util import dumps

from spro.exposure.dialects.base import Reply, fill, parsed_json

__all__ = ["Mongo"]

_OP_MSG: Final = 2013
_HEADER: Final = struct.Struct("<iiii")


class Mongo:
    """A command as JSON."""

    def encode(self, send: str, headers: Mapping[str, str], slots: Mapping[str, str]) -> bytes:
        """The command as one OP_MSG body section."""
        body = struct.pack("<IB", 0, 0) + bson.encode(json.loads(fill(send, slots)))
        return _HEADER.pack(_HEADER.size + len(body), 1, 0, _OP_MSG) + body

    def complete(self, data: bytes) -> bool:
        """The announced length is there, or it is no OP_MSG."""
        if len(data) < _HEADER.size:
            return False
        length, _, _, code = _HEADER.unpack_from(data)
        return bool(code != _OP_MSG or len(data) >= length)

    def decode(self, data: bytes) -> Reply:
        """The document as JSON text and value; not an OP_MSG: the bytes, one character each."""
        try:
            length, _, _, code = _HEADER.unpack_from(data)
            if code == _OP_MSG and len(data) >= length > _HEADER.size + 5:
                text = dumps(bson.decode(data[_HEADER.size + 5 : length]))
                return Reply(text, document=parsed_json(text))
        except (struct.error, BSONError, ValueError, RecursionError, OverflowError):
            pass
        return Reply(data.decode("latin-1"))
