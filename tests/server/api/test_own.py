"""Policies and allowed values of an organisation's own, over REST and through the gateway."""

from __future__ import annotations

import json
from http.client import HTTPConnection

import pytest

from server.api.conftest import Two, call
from server.api.test_rest import MAIL
from server.running import gateway

pytestmark = pytest.mark.loopback

OWN = 'extends = "default"\n[request]\nEMAIL = "label"\n'
LABELLED = "write to [EMAIL]"


def secured(two: Two, who: int, text: str = f"write to {MAIL}", **more: str) -> str:
    status, said = two.ask(who, "/spro/v1/secure", {"text": text, **more})
    assert status == 200, said
    return str(said["text"])


def test_a_policy_stands_in_front_of_the_shipped_one_for_its_organisation(two: Two) -> None:
    before = secured(two, 0)
    assert two.put(0, "/spro/v1/policies/default", {"text": OWN})[0] == 200
    assert secured(two, 0) == LABELLED
    assert secured(two, 1) == before == "write to <EMAIL_1>"
    _, listed = two.ask(0, "/spro/v1/policies")
    assert {item["name"]: item["own"] for item in listed["policies"]}["default"] is True
    _, shown = two.ask(0, "/spro/v1/policies/default")
    assert (shown["own"], shown["text"]) == (True, OWN)
    _, shown = two.ask(1, "/spro/v1/policies/default")
    assert shown["own"] is False
    assert "EMAIL" in shown["text"]
    assert two.delete(1, "/spro/v1/policies/default") == 404
    assert two.delete(0, "/spro/v1/policies/default") == 200
    assert secured(two, 0) == before


def test_a_policy_by_another_name_can_be_asked_for(two: Two) -> None:
    status, kept = two.put(0, "/spro/v1/policies/clinic", {"text": OWN})
    assert (status, kept["name"], kept["own"]) == (200, "clinic", True)
    assert kept["request_id"].startswith("req_")
    assert secured(two, 0, policy="clinic") == LABELLED
    assert secured(two, 0) == "write to <EMAIL_1>"
    assert two.ask(1, "/spro/v1/secure", {"text": "a", "policy": "clinic"})[0] == 422
    assert two.ask(1, "/spro/v1/policies/clinic")[0] == 404


def test_the_gateway_masks_by_it(two: Two) -> None:
    assert two.put(0, "/spro/v1/policies/clinic", {"text": OWN})[0] == 200
    said = {"model": "m", "messages": [{"role": "user", "content": f"write to {MAIL}"}]}
    for who, status in ((0, 200), (1, 422)):
        connection = HTTPConnection("127.0.0.1", two.server.port)
        headers = {"x-spro-key": two.keys[who], "x-spro-policy": "clinic", "content-type": "application/json"}
        connection.request("POST", "/v1/chat/completions", json.dumps(said), headers)
        reply = connection.getresponse()
        assert (reply.status, reply.getheader("x-spro-policy", "clinic")) == (status, "clinic"), reply.read()
        connection.close()
    assert LABELLED in two.server.upstream.sent
    assert MAIL not in two.server.upstream.sent


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[request]\nEMAIL = 5\n", "policy:2"),
        ('extends = "/etc/passwd.toml"\n', "extends"),
        ("= = =", "policy"),
        ('[request]\nNO_SUCH_TYPE = "label"\n', "NO_SUCH_TYPE"),
    ],
)
def test_a_wrong_policy_is_refused_at_its_place(two: Two, text: str, says: str) -> None:
    status, said = two.put(0, "/spro/v1/policies/clinic", {"text": text})
    assert status == 422
    assert says in said["detail"]
    assert "root:" not in str(said)
    assert two.ask(0, "/spro/v1/policies/clinic")[0] == 404


def test_names_rights_and_an_operator_who_decides(two: Two) -> None:
    assert two.put(0, "/spro/v1/policies/NOT%20ok", {"text": OWN})[0] == 422
    two.keys.append(two.ask(0, "/spro/v1/keys", {"name": "app", "scopes": ["use"]})[1]["secret"])
    assert two.put(2, "/spro/v1/policies/clinic", {"text": OWN})[0] == 403
    with gateway() as server:
        assert call(server, "/spro/v1/policies/clinic", {"text": OWN}, method="PUT")[0] == 501


def test_what_an_app_says_is_not_sensitive_waits_for_somebody_who_may(two: Two) -> None:
    two.keys.append(two.ask(0, "/spro/v1/keys", {"name": "app", "scopes": ["use"]})[1]["secret"])
    status, noted = two.ask(2, "/spro/v1/feedback", {"value": MAIL.upper()})
    assert (status, noted["accepted"]) == (200, False)
    assert MAIL not in secured(two, 2)
    [row] = two.ask(0, "/spro/v1/feedback")[1]["items"]
    assert (row["value"], row["accepted"]) == (MAIL.upper(), False)
    assert two.ask(2, "/spro/v1/feedback")[0] == 403
    assert two.put(2, f"/spro/v1/feedback/{noted['id']}", None)[0] == 403
    assert two.put(1, f"/spro/v1/feedback/{noted['id']}", None)[0] == 404
    assert two.put(0, f"/spro/v1/feedback/{noted['id']}", None)[0] == 200
    assert secured(two, 2) == f"write to {MAIL}"
    assert secured(two, 1) == "write to <EMAIL_1>"
    assert two.delete(1, f"/spro/v1/feedback/{noted['id']}") == 404
    assert two.delete(0, f"/spro/v1/feedback/{noted['id']}") == 200
    assert secured(two, 2) == "write to <EMAIL_1>"


def test_every_change_is_in_the_trail_without_a_value(two: Two) -> None:
    two.put(0, "/spro/v1/policies/clinic", {"text": OWN})
    two.ask(0, "/spro/v1/feedback", {"value": MAIL})
    two.delete(0, "/spro/v1/policies/clinic")
    rows = two.ask(0, "/spro/v1/audit?surface=admin")[1]["items"]
    assert [row["decision"] for row in rows[::-1]] == ["policy_changed", "value_allowed", "policy_removed"]
    assert rows[-1]["changed"] == "clinic"
    assert len(rows[-1]["policy_digest"]) == 64
    assert MAIL not in str(rows)
    assert two.ask(1, "/spro/v1/audit?surface=admin")[1]["items"] == []
