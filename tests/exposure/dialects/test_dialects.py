"""Every dialect: any bytes end in a reply, cut ones too; known messages are read right."""

from __future__ import annotations

import struct
from typing import Any

import bson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from spro.errors import RuleError
from spro.exposure.card import read_card
from spro.exposure.catalogue import catalogue
from spro.exposure.dialects import DIALECTS, Reply

BEGINNINGS = st.sampled_from(
    [
        b"",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: ",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n\r\n<a>",
        b"*2\r\n$1\r\n0\r\n",
        b"T\x00\x00\x00\x20\x00\x01",
        b"D\x00\x00\x00\x0a\x00\x01",
        b"\x01\x00\x00\x01\x02",
        b"\x05\x00\x00\x00\xff",
        b"\x00\x00\x00\x40SPRO",
        struct.pack("<iiii", 60, 1, 1, 2013),
        b"+PONG\r\n",
        b"\x00\x0aClickHouse\x18",
        b"\x01\x00\x01\x00\x02\xff\xff\xff\xff\x00\x02\x02\x01a\x06String",
    ]
)


@given(st.sampled_from(sorted(DIALECTS)), BEGINNINGS, st.binary(max_size=300))
def test_any_bytes_end_in_a_reply(dialect: str, begins: bytes, rest: bytes) -> None:
    assert isinstance(DIALECTS[dialect].decode(begins + rest), Reply)
    assert DIALECTS[dialect].complete(begins + rest) in (True, False)


def encoded(request: Any) -> bytes:
    names = dict.fromkeys(
        [
            "database",
            "table",
            "schema",
            "key",
            "collection",
            "measurement",
            "index",
            "bucket",
            "project",
            "class",
            "file",
            "_id",
        ],
        "plain",
    )
    dialect = DIALECTS[catalogue().card_of(request).dialect]
    return dialect.encode(request.send, request.headers, {**names, "session": "s1", "host": "h:1", "agent": "spro"})


@pytest.mark.parametrize("request_", [r for card in catalogue() for r in card.requests if r.send], ids=lambda r: r.name)
def test_every_request_can_be_written(request_: Any) -> None:
    assert encoded(request_)


def test_http_writes_what_it_says() -> None:
    tools = next(request for request in catalogue().cards["mcp"].requests if request.id == "tools")
    sent = encoded(tools).decode()
    assert sent.startswith(
        "POST /mcp HTTP/1.1\r\nHost: h:1\r\nUser-Agent: spro\r\nAccept-Encoding: identity\r\nConnection: close\r\n"
    )
    assert "Mcp-Session-Id: s1\r\n" in sent
    assert (
        'Content-Length: 48\r\n\r\n{"jsonrpc": "2.0", "id": 2, "method": "tools/list"}'.replace(
            "48", str(len(sent.split("\r\n\r\n")[1]))
        )
        in sent
    )


@pytest.mark.parametrize("session", ["", "a\r\nX: y", "a b", "é", "x" * 999])
def test_a_hostile_session_id_is_not_sent_back(session: str) -> None:
    sent = DIALECTS["http"].encode("GET /", {"S": "{session}"}, {"session": session, "host": "h", "agent": "a"})
    assert b"S:" not in sent


@pytest.mark.parametrize("host", ["", "a\r\nb", "a b", "a/b"])
def test_a_hostile_host_is_not_sent(host: str) -> None:
    with pytest.raises(ValueError, match="not plain"):
        DIALECTS["http"].encode("GET /", {}, {"host": host, "agent": "a"})


def test_http_reads() -> None:
    http = DIALECTS["http"]
    chunked = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[1,2]\r\n0\r\n\r\n"
    assert http.complete(chunked)
    assert not http.complete(chunked[:-3])
    assert http.decode(chunked).document == [1, 2]
    event = b'HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n: ping\n\nevent: message\ndata: {"a": 1}\n\n'
    assert http.complete(event)
    assert not http.complete(event[:-2])
    assert http.decode(event).document == {"a": 1}
    lines = b'HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{"a":1}\n{"a":2}\n'
    assert http.decode(lines).document == [{"a": 1}, {"a": 2}]
    xml = b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n\r\n<R><B><Name>x</Name></B></R>"
    assert http.decode(xml).document == [{"Name": "x"}]


def test_resp_reads() -> None:
    resp = DIALECTS["resp"]
    assert resp.decode(b"*2\r\n$1\r\n0\r\n*1\r\n$2\r\nab\r\n").document == ["0", ["ab"]]
    assert resp.decode(b"$-1\r\n").document is None
    assert resp.decode(b":7\r\n").document == 7
    assert resp.decode(b"-ERR no\r\n").status == 400
    assert not resp.complete(b"*2\r\n$1\r\n0\r\n")


def test_postgres_reads_rows() -> None:
    def message(kind: bytes, body: bytes) -> bytes:
        return kind + struct.pack(">I", 4 + len(body)) + body

    described = struct.pack(">H", 2) + b"".join(name + b"\0" + bytes(18) for name in (b"a", b"b"))
    row = struct.pack(">H", 2) + struct.pack(">i", 1) + b"x" + struct.pack(">i", -1)
    data = message(b"T", described) + message(b"D", row) + message(b"Z", b"I")
    assert DIALECTS["postgres"].complete(data)
    assert not DIALECTS["postgres"].complete(data[:-1])
    assert DIALECTS["postgres"].decode(data).document == [{"a": "x", "b": ""}]
    assert DIALECTS["postgres"].decode(message(b"E", b"SFATAL\0C28000\0\0")).body == "E 28000"


def text(value: str) -> bytes:
    return bytes([len(value)]) + value.encode()


def test_clickhouse_reads_blocks() -> None:
    """Recorded from 18.16, by hand where a type is rare."""
    native = DIALECTS["clickhouse"]
    head = b"\x01\x00\x01\x00\x02\xff\xff\xff\xff\x00"
    columns = text("a") + text("String") + text("x") + text("yz")
    columns += text("n") + text("Nullable(UInt8)") + b"\x00\x01" + b"\x07\x00"
    arrays = text("l") + text("Array(String)") + struct.pack("<QQ", 2, 3) + text("p") + text("q") + text("r")
    whole = head + b"\x03\x02" + columns + arrays + b"\x05"
    assert native.complete(whole)
    assert not native.complete(whole[:-1])
    assert native.decode(whole).document == [
        {"a": "x", "n": "7", "l": "['p', 'q']"},
        {"a": "yz", "n": "", "l": "['r']"},
    ]
    rare = head + b"\x03\x02" + columns + text("m") + text("Map(String, String)") + b"\x00" * 9
    assert not native.complete(rare)
    assert native.decode(rare).document == [{"a": "x", "n": "7"}, {"a": "yz", "n": ""}]
    refused = b"\x02\xc2\x00\x00\x00\x0dDB::Exception"
    assert native.decode(refused).body == "exception 194"
    assert native.decode(b"\x00\x0aClickHouse\x18\x08\xaa\xa6\x03\x03UTC").body == "hello 24.8"


def test_mongo_reads() -> None:
    body = struct.pack("<IB", 0, 0) + bson.encode({"ok": 1.0, "databases": [{"name": "x"}]})
    data = struct.pack("<iiii", 16 + len(body), 1, 1, 2013) + body
    assert DIALECTS["mongo"].complete(data)
    assert not DIALECTS["mongo"].complete(data[:-1])
    assert DIALECTS["mongo"].decode(data).document["databases"] == [{"name": "x"}]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "name = ",
        'name = "x"',
        'name = "x"\ndialect = "http"\nseverity = "bad"\ndanger = ""\nremedy = ""',
        'name = "x"\ndialect = "http"\nseverity = "low"\ndanger = ""\nremedy = ""\nsurprise = 1',
        'name = "x"\ndialect = "http"\nseverity = "low"\ndanger = ""\nremedy = ""\nroot = "("',
        'name = "x"\ndialect = "http"\nseverity = "low"\ndanger = ""\nremedy = ""\n[[request]]\nid = "a"\ndepth = "deep"\nsend = "GET /"',
        'name = "x"\ndialect = "http"\nseverity = "low"\ndanger = ""\nremedy = ""\n[[request]]\nid = "a"\ndepth = "auth"\nsend = "GET /"\nselect = "["',
        'name = "x"\ndialect = "http"\nseverity = "low"\ndanger = ""\nremedy = ""\n[[request]]\nid = "a"\ndepth = "auth"\nsend = "GET /"\nconsent = "all"',
        'name = "x"\ndialect = "http"\nseverity = "low"\ndanger = ""\nremedy = ""\n[[request]]\nid = "a"\ndepth = "auth"\nsend = "GET /"\n[[request.answer]]\nsays = "yes"',
    ],
)
def test_a_malformed_card_is_refused(text: str) -> None:
    with pytest.raises(RuleError, match=r"^own: "):
        read_card("own", text)


def test_every_card_says_how_to_close_it() -> None:
    for card in catalogue():
        assert card.danger.endswith(".")
        assert card.remedy.endswith(".")
        assert card.id == "http" or (card.configuration and card.references)
