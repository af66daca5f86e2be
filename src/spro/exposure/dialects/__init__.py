"""How requests are written and answers read, one small module per protocol; none of them opens a connection."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from spro.exposure.dialects.base import Dialect, Reply
from spro.exposure.dialects.clickhouse import ClickHouse
from spro.exposure.dialects.http import Http
from spro.exposure.dialects.kafka import Kafka
from spro.exposure.dialects.mongo import Mongo
from spro.exposure.dialects.mysql import MySql
from spro.exposure.dialects.plain import Hex, Text
from spro.exposure.dialects.postgres import Postgres
from spro.exposure.dialects.resp import Resp

__all__ = ["DIALECTS", "Dialect", "Reply"]

DIALECTS: Final[Mapping[str, Dialect]] = {
    "clickhouse": ClickHouse(),
    "hex": Hex(),
    "http": Http(),
    "kafka": Kafka(),
    "mongo": Mongo(),
    "mysql": MySql(),
    "postgres": Postgres(),
    "resp": Resp(),
    "text": Text(),
}
