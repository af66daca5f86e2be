"""No key reads another organisation's rows, values, keys or credit, whatever both do and however names collide."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.api.conftest import Two

pytestmark = pytest.mark.loopback

NAMES = ("chat", "chat/2", "../chat", "scp_1", "%2e%2e", "ch\u00e4t", "' OR 1=1 --")
DEEDS = ("secure", "batch", "restore", "forget", "key", "revoke", "policy", "allow")
STEP = st.tuples(st.integers(0, 1), st.sampled_from(DEEDS), st.sampled_from(NAMES))


def mail(who: int, name: str) -> str:
    """An address that belongs to one organisation only."""
    return f"{'otter' if who == 0 else 'heron'}.{sum(map(ord, name))}@brightpost-mail.org"


class World:
    """Two organisations doing things; remembers what is whose."""

    def __init__(self, served: Two) -> None:
        self.served = served
        self.own: list[dict[str, str]] = [{}, {}]
        self.keys: list[list[str]] = [[], []]

    def step(self, who: int, what: str, name: str) -> None:
        value, other = mail(who, name), 1 - who
        if what in ("secure", "batch"):
            path, content = ("/batch", {"texts": [value]}) if what == "batch" else ("", {"text": value})
            self.served.ask(who, f"/spro/v1/secure{path}", {"scope": name, **content})
            self.own[who].setdefault(name, value)
        elif what == "restore":
            _, said = self.served.ask(who, "/spro/v1/restore", {"scope": name, "text": "to <EMAIL_1>"})
            assert said["text"] == f"to {self.own[who].get(name, '<EMAIL_1>')}"
        elif what == "forget" and name == "chat":
            self.served.delete(who, f"/spro/v1/scopes/{name}")
            self.own[who].pop(name, None)
        elif what == "key":
            _, made = self.served.ask(who, "/spro/v1/keys", {"name": f"key of {who}", "scopes": ["use"]})
            self.keys[who].append(made["key"]["id"])
        elif what == "policy":
            text = 'extends = "default"\ndeny = { TERM = ["Granite Otter"] }\n'
            assert self.served.put(who, f"/spro/v1/policies/own-{who}", {"text": text})[0] == 200
            assert self.served.delete(who, f"/spro/v1/policies/own-{other}") == 404
        elif what == "allow":
            assert self.served.ask(who, "/spro/v1/feedback", {"value": f"value of {who}"})[0] == 200
        elif what == "revoke" and self.keys[other]:
            assert self.served.delete(who, f"/spro/v1/keys/{self.keys[other][-1]}") == 404

    def trail(self, who: int) -> list[dict[str, Any]]:
        """All rows: the examples share one server, and together make more than a page."""
        rows, cursor = [], ""
        while True:
            _, page = self.served.ask(who, f"/spro/v1/audit?limit=500&cursor={quote(cursor)}")
            rows += page["items"]
            if not (cursor := page["cursor"]):
                return rows

    def look(self) -> None:
        """Every list of each, in search of what is the other's."""
        for who in (0, 1):
            other = 1 - who
            keys = {item["id"]: item for item in self.served.ask(who, "/spro/v1/keys")[1]["items"]}
            assert not set(keys) & set(self.keys[other])
            assert all(keys[id_]["revoked"] is None for id_ in self.keys[who])
            policies = self.served.ask(who, "/spro/v1/policies")[1]["policies"]
            assert {item["name"] for item in policies if item["own"]} <= {f"own-{who}"}
            values = self.served.ask(who, "/spro/v1/feedback")[1]["items"]
            assert {item["value"] for item in values} <= {f"value of {who}"}
            rows = self.trail(who)
            seen = json.dumps([rows, *(self.served.ask(who, f"/spro/v1/{path}")[1] for path in ("usage", "inventory"))])
            assert not any(id_ in seen for id_ in self.keys[other])
            assert "brightpost" not in seen
            assert {row["key"] for row in rows} <= set(keys)
            entries = self.served.ask(who, "/spro/v1/credits?limit=500")[1]["entries"]
            assert {entry["request"] for entry in entries if entry["request"]} <= {row["request"] for row in rows}


@given(steps=st.lists(STEP, min_size=2, max_size=12))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_of_the_other_is_seen(two: Two, steps: list[tuple[int, str, str]]) -> None:
    world = World(two)
    for who in (0, 1):
        for name in NAMES:
            world.step(who, "secure", name)
    for step in steps:
        world.step(*step)
    world.look()
