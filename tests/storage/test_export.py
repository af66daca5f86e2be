"""Rows for other programs are read back by parsers of their own and hold no trap."""

from __future__ import annotations

import csv
import io
import json
import re

from hypothesis import given
from hypothesis import strategies as st

from spro.audit import Event, Row, start_of, written
from spro.storage.export import FORMATS
from spro.storage.forwarding import syslog_line

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["=1+1", "@x", "-2", "a|b", "a=b", 'q"q', "l\nl", "b\\", "+4"]
)


def row(model: str = "m", key: str = "key_1") -> Row:
    event = Event("org", key, "openai", "openai", model, "default", "masked", "req_1", counts={"EMAIL": 2}, status=200)
    return written(event, "w_1", 1, 1_800_000_000_123, start_of("w_1"))


@given(TEXTS)
def test_csv_is_read_back_and_computes_nothing(text: str) -> None:
    lines = "".join(FORMATS["csv"]([row(text)]))
    (read,) = csv.DictReader(io.StringIO(lines, newline=""))
    assert read["model"].removeprefix("'") == text or read["model"] == text
    assert not read["model"].startswith(("=", "+", "-", "@", "\t", "\r"))
    assert read["counts"] == "EMAIL:2"
    assert read["time"] == "2027-01-15T08:00:00.123+00:00"


@given(TEXTS)
def test_cef_keeps_to_one_line_and_its_separators(text: str) -> None:
    (line,) = FORMATS["cef"]([row(text, text)])
    assert line.count("\n") == 1
    assert "\r" not in line
    head = re.split(r"(?<!\\)\|", line)
    assert (head[0], head[1], len(head[:7])) == ("CEF:0", "Spro", 7)
    labels = re.findall(r"(?:^| )(cs2|suser)=((?:[^=\\]|\\.)*?)(?= \w+=|$)", line.split("|", 7)[7].rstrip("\n"))
    assert {name for name, _ in labels} >= ({"cs2"} if text else set())


def test_json_lines_and_syslog() -> None:
    (line,) = FORMATS["jsonl"]([row()])
    read = json.loads(line)
    assert (read["model"], read["counts"], read["time_ms"]) == ("m", {"EMAIL": 2}, 1_800_000_000_123)
    assert "salt" not in read
    message = syslog_line(row()).decode()
    assert re.fullmatch(r"<109>1 2027-01-15T08:00:00\.123Z \S+ spro - audit - CEF:0\|.*", message)


def test_nothing_to_export_is_a_header() -> None:
    assert "".join(FORMATS["csv"]([])).startswith("time,organisation,key")
    assert list(FORMATS["jsonl"]([])) == []
