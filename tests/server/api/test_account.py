"""Credit, use, audit, inventory and keys over REST: each organisation sees its own."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from server.api.conftest import Two, call
from server.api.test_rest import MAIL
from server.running import gateway

pytestmark = pytest.mark.loopback


def test_each_sees_its_own(two: Two) -> None:
    two.ask(0, "/spro/v1/secure", {"text": f"mail {MAIL}"})
    _, rows = two.ask(0, "/spro/v1/audit?decision=masked")
    assert [row["counts"] for row in rows["items"]] == [{"EMAIL": 1}]
    assert MAIL not in str(rows)
    assert two.ask(1, "/spro/v1/audit?decision=masked")[1]["items"] == []
    assert 24.99 < two.ask(0, "/spro/v1/credits")[1]["remaining"] < 25
    assert two.ask(1, "/spro/v1/credits")[1]["remaining"] == 25
    [used] = two.ask(0, "/spro/v1/usage")[1]["items"]
    assert used["masked"] == 1
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", used["day"])
    now = time.time()
    assert used["day"] in [time.strftime("%Y-%m-%d", time.gmtime(at)) for at in (now - 3600, now)]
    assert [row["name"] for row in two.ask(1, "/spro/v1/keys")[1]["items"]] == ["two"]
    assert two.ask(0, "/spro/v1/inventory")[0] == 200


def test_keys_are_made_shown_once_and_ended(two: Two) -> None:
    status, made = two.ask(0, "/spro/v1/keys", {"name": "bot", "monthly_budget": 5})
    assert status == 200
    two.keys.append(made["secret"])
    assert made["secret"] not in str(two.ask(0, "/spro/v1/keys")[1])
    assert two.ask(2, "/spro/v1/secure", {"text": "a"})[0] == 200
    assert two.ask(2, "/spro/v1/keys")[0] == 403
    id_ = made["key"]["id"]
    request = f"/spro/v1/keys/{id_}"
    assert two.delete(1, request) == 404
    assert two.delete(0, request) == 200
    rows = two.ask(0, "/spro/v1/audit?surface=admin")[1]["items"]
    assert [(row["decision"], row["changed"]) for row in rows[1::-1]] == [("key_made", id_), ("key_revoked", id_)]
    two.server.store.keys._cache.clear()  # type: ignore[union-attr]  # it lives for half a second
    assert two.ask(2, "/spro/v1/secure", {"text": "a"})[0] == 401


def test_no_key_gives_away_more_than_it_has(two: Two) -> None:
    limited = {"name": "maker", "scopes": ["keys:write", "secure"], "policies": ["gdpr"]}
    two.keys.append(two.ask(0, "/spro/v1/keys", limited)[1]["secret"])
    assert two.ask(2, "/spro/v1/keys", {"name": "x", "scopes": ["admin"]})[0] == 403
    assert two.ask(2, "/spro/v1/keys", {"name": "x", "scopes": ["secure"], "policies": ["default"]})[0] == 403
    _, made = two.ask(2, "/spro/v1/keys", {"name": "x", "scopes": ["secure"]})
    assert made["key"]["terms"]["policies"] == ["gdpr"]


def test_what_is_wrong(two: Two) -> None:
    assert two.ask(0, "/spro/v1/audit?limit=0")[0] == 422
    assert two.ask(0, "/spro/v1/audit?cursor=zzz")[0] in (400, 422)
    assert two.ask(0, "/spro/v1/keys", {"name": "x", "scopes": ["none-such"]})[0] == 422
    assert two.ask(0, "/spro/v1/keys", {"name": ""})[0] == 400
    assert two.ask(0, "/spro/v1/keys", {"name": "x", "monthly_budget": 1e300})[0] == 400
    assert two.ask(0, "/spro/v1/keys", {"name": "x", "days": 10**12})[0] == 400
    assert call(two.server, "/spro/v1/audit")[0] == 401


def test_what_is_missing_is_said(tmp_path: Path) -> None:
    with gateway(state=str(tmp_path)) as server:
        status, said = call(server, "/spro/v1/audit")
        assert (status, said["detail"].partition(",")[0]) == (401, "send a key")
    with gateway() as server:
        status, said = call(server, "/spro/v1/audit")
        assert (status, said["detail"]) == (501, "this needs a server with a database (--state)")
