"""Group commit: durable in order, errors stay with those who made them."""

from __future__ import annotations

from typing import Any

import pytest

from spro.errors import ConfigurationError
from spro.storage.database import Database
from spro.storage.writer import Writer


def put(database: Database, names: list[Any]) -> None:
    database.run_many("INSERT INTO bucket VALUES (?, 0, 0)", [(name,) for name in names])


def test_all_of_a_submission_or_none(database: Database) -> None:
    writer = Writer(database)
    fine = [writer.submit((put, f"n{number}")) for number in range(50)]
    broken = writer.submit((put, "half"), (put, object()))
    later = writer.submit((put, "later"))
    for future in (*fine, later):
        future.result()
    assert broken.exception() is not None
    names = {row[0] for row in database.rows("SELECT name FROM bucket")}
    assert names == {f"n{number}" for number in range(50)} | {"later"}
    writer.close()
    with pytest.raises(ConfigurationError):
        writer.submit((put, "too late"))
