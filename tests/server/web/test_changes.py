"""Whatever somebody changes is a row of the audit trail, and no row says who somebody is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from server.running import gateway
from server.web.test_dashboard import PASSWORD, Browser, platform
from spro.cli import app
from spro.server.web.actions import ACTIONS
from spro.storage.audit import Filter
from spro.storage.changes import CHANGES
from spro.storage.platform import Platform

pytestmark = pytest.mark.loopback
MAILS = [f"{name}@brightpost-mail.org" for name in ("root", "olga", "igor")]
POLICY = 'extends = "default"\n'
CHANGING_NOTHING = {("policies", "try"), ("audit", "verify")}


def rows(of: Platform, organisation: str | None) -> list[tuple[str, str]]:
    of.sync()
    found = of.audit.page(Filter(organisation, surface="admin"), limit=100).rows[::-1]
    assert not [row for row in found for mail in MAILS if mail.split("@", maxsplit=1)[0] in str(row.facts)]
    return [(row.decision, str(row.facts["changed"])) for row in found]


def token_of(page: str) -> str:
    found = re.search(r'data-token="([^"]+)"', page)
    assert found is not None
    return found[1]


class Owner:
    """Acts in one organisation, and remembers what was done."""

    def __init__(self, browser: Browser, place: str) -> None:
        self.browser, self.place = browser, place
        self.done: set[tuple[str, str]] = set()

    def act(self, page: str, do: str, **form: str) -> str:
        status, body = self.browser.act(f"/dashboard/{self.place}/{page}", do, **form)
        assert status in (200, 303), (page, do)
        self.done.add((page, do))
        return body


def change_everything(kept: Platform, owner: Owner, igor: Browser) -> None:
    act, place = owner.act, owner.place
    invited = token_of(act("members", "invite", email=MAILS[2], role="admin"))
    igor.ask("/join", {"token": invited, "email": MAILS[2], "password": PASSWORD})
    person = next(item.person.id for item in kept.accounts.members(place) if item.role == "admin")
    act("members", "role", person=person, role="auditor")
    link = token_of(act("members", "reset", person=person))
    igor.ask("/reset", {"token": link, "password": PASSWORD + "2"})
    act("members", "invite", email="other@brightpost-mail.org", role="developer")
    act("members", "withdraw", id=kept.accounts.invitations(place)[0].id)
    act("keys", "create", name="k")
    act("keys", "rotate", id=kept.keys.all(place)[0].id)
    act("keys", "revoke", id=next(key.id for key in kept.keys.all(place) if not key.revoked))
    act("apps", "approve", provider="openai", model="gpt-x")
    act("apps", "disapprove", provider="openai", model="gpt-x")
    act("policies", "save", name="ours", text=POLICY)
    act("policies", "drop", name="ours")
    act("policies", "allow", value="Lindqvist")
    [value] = kept.own_rules.allowed(place)
    act("policies", "accept", id=value.id)
    act("policies", "disallow", id=value.id)
    act("settings", "rename", name="Both of us")
    act("settings", "password", old=PASSWORD, new=PASSWORD + "3")


def test_every_form_that_changes_something_is_in_the_trail(tmp_path: Path) -> None:
    with gateway(state=str(tmp_path), sign_up=True) as server:
        kept = platform(server)
        root, olga, igor = Browser(server), Browser(server), Browser(server)
        root.ask("/join", {"token": kept.accounts.bootstrap(), "email": MAILS[0], "password": PASSWORD})
        olga.ask("/signup", {"email": MAILS[1], "password": PASSWORD, "organisation": "Ours"})
        owner = Owner(olga, next(made.id for made in kept.accounts.organisations() if made.name == "Ours"))
        change_everything(kept, owner, igor)
        form = {"organisation": owner.place, "dollars": "5"}
        assert root.act("/dashboard/server/credit", "top_up", **form)[0] in (200, 303)
        assert owner.done | {("credit", "top_up")} == set(ACTIONS) - CHANGING_NOTHING
        said = [decision for decision, _ in rows(kept, owner.place)]
        assert said == [
            "signed_up", "member_invited", "member_joined", "role_changed", "reset_link_made", "member_invited",
            "invitation_withdrawn", "key_made", "key_rotated", "key_revoked", "model_approved", "model_disapproved",
            "policy_changed", "policy_removed", "value_allowed", "value_allowed", "value_removed",
            "organisation_renamed", "password_changed", "credit_added",
        ]  # fmt: skip
        assert {decision for decision, _ in rows(kept, None)} == set(CHANGES) - {"value_proposed"}


def test_keys_made_on_the_server_itself_are_in_the_trail(tmp_path: Path) -> None:
    state = ["--state", str(tmp_path)]

    def run(*words: str) -> str:
        done = CliRunner().invoke(app, [*words, *state], catch_exceptions=False)
        assert done.exit_code == 0
        return done.output

    made = run("key", "create", "ci").splitlines()[1].split(":")[0]
    after = run("key", "rotate", made).splitlines()[-1].split(" ")[0]
    run("key", "revoke", after)
    with gateway(state=str(tmp_path)) as server:
        found = rows(platform(server), None)
    assert found == [("key_made", made), ("key_rotated", after), ("key_revoked", after)]


def test_a_change_has_a_known_name(tmp_path: Path) -> None:
    with gateway(state=str(tmp_path)) as server, pytest.raises(ValueError, match="whatever"):
        platform(server).note_change("", "", "whatever", "x")
