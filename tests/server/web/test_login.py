"""Signing up and setting a forgotten password, over real sockets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.running import Running, gateway
from server.web.test_dashboard import PASSWORD, Browser, person, platform

pytestmark = pytest.mark.loopback
OTHER = "another-long-password"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Running]:
    with gateway(state=str(tmp_path), sign_up=True) as running:
        yield running


def fields(name: str, **more: str) -> dict[str, str]:
    return {"email": f"{name}@brightpost-mail.org", "password": PASSWORD, "name": name} | more


def token_of(page: str) -> str:
    found = re.search(r'data-path="/reset" data-token="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_signing_up_gives_an_organisation_with_credit(server: Running) -> None:
    browser = Browser(server)
    assert 'href="/signup"' in browser.ask("/login")[2]
    status, headers, _ = browser.ask("/signup", fields("nina", is_admin="1", role="owner", credit="1000"))
    assert (status, headers["location"]) == (303, "/dashboard")
    assert "httponly" in headers["set-cookie"].lower()
    assert browser.ask("/dashboard")[0] == 303
    (made,) = platform(server).accounts.organisations()
    assert platform(server).ledger.balance(made.id) == 25_000_000
    assert browser.ask("/dashboard/server/overview")[0] == 404  # no administrator by asking for it
    taken = Browser(server).ask("/signup", fields("nina", password=OTHER))
    assert taken[0] == 400
    assert "set-cookie" not in taken[1]
    assert platform(server).accounts.verify("nina@brightpost-mail.org", OTHER) is None
    assert Browser(server).ask("/signup", fields("nils", password="short"))[0] == 400


def test_signing_up_is_slowed_down_and_for_our_own_page(server: Running) -> None:
    foreign = Browser(server).ask("/signup", fields("eve"), origin="https://evil.example.com")
    assert foreign[0] == 403
    statuses = [Browser(server).ask("/signup", fields(f"n{number}"))[0] for number in range(6)]
    assert statuses == [303] * 5 + [429]


def test_signing_up_is_off_by_default(tmp_path: Path) -> None:
    with gateway(state=str(tmp_path)) as running:
        assert Browser(running).ask("/signup", fields("nina"))[0] not in (200, 303)
        assert "/signup" not in Browser(running).ask("/login")[2]
        assert platform(running).accounts.organisations() == []


def test_an_owner_makes_a_link_for_a_new_password(server: Running) -> None:
    owner, organisation = person(server, "olga")
    accounts = platform(server).accounts
    invited, _ = accounts.invite(organisation, "igor@brightpost-mail.org", "developer")
    igor, _ = accounts.accept(invited, "igor@brightpost-mail.org", PASSWORD)
    open_one = Browser(server)
    open_one.log_in("igor@brightpost-mail.org")
    status, page = owner.act(f"/dashboard/{organisation}/members", "reset", person=igor.id)
    assert status == 200
    token = token_of(page)
    assert token not in owner.ask(f"/dashboard/{organisation}/members")[2]
    assert Browser(server).ask("/reset", {"token": token, "password": "short"})[0] == 400
    status, headers, _ = Browser(server).ask("/reset", {"token": token, "password": OTHER})
    assert (status, headers["location"]) == (303, "/dashboard")
    assert open_one.ask("/dashboard")[1]["location"] == "/login"
    assert accounts.verify("igor@brightpost-mail.org", OTHER) is not None
    used = Browser(server).ask("/reset", {"token": token, "password": PASSWORD})
    never = Browser(server).ask("/reset", {"token": "never-made", "password": PASSWORD})
    assert used[0] == never[0] == 400
    assert used[2] == never[2]


def test_a_link_opens_no_other_organisation(server: Running) -> None:
    owner, organisation = person(server, "olga")
    _, foreign = person(server, "paul")
    accounts = platform(server).accounts
    (paul,) = accounts.members(foreign)
    place = f"/dashboard/{organisation}/members"
    assert owner.act(place, "reset", person=paul.person.id)[0] == 400  # no member
    invited, _ = accounts.invite(organisation, "paul@brightpost-mail.org", "admin")
    accounts.accept(invited, "paul@brightpost-mail.org", PASSWORD)
    status, page = owner.act(place, "reset", person=paul.person.id)  # a member, but of another one too
    assert status == 400
    assert "data-token" not in page
    # An admin makes none for an owner, a developer none at all.
    invited, _ = accounts.invite(organisation, "ada@brightpost-mail.org", "admin")
    accounts.accept(invited, "ada@brightpost-mail.org", PASSWORD)
    admin = Browser(server)
    admin.log_in("ada@brightpost-mail.org")
    olga = next(member for member in accounts.members(organisation) if member.role == "owner")
    assert admin.act(place, "reset", person=olga.person.id)[0] == 400
    ada = next(member for member in accounts.members(organisation) if member.person.email.startswith("ada@"))
    accounts.set_role(ada.person.id, organisation, "developer")
    assert admin.act(f"/dashboard/{organisation}/settings", "reset", person=olga.person.id)[0] == 403
    assert platform(server).database.rows("SELECT 1 FROM password_reset") == []


def test_the_operator_makes_a_link_for_anybody(server: Running) -> None:
    root = Browser(server)
    root.ask("/join", fields("root", token=platform(server).accounts.bootstrap()))
    person(server, "olga")
    status, page = root.act("/dashboard/server/members", "reset", email="olga@brightpost-mail.org")
    assert status == 200
    assert Browser(server).ask("/reset", {"token": token_of(page), "password": OTHER})[0] == 303
    assert root.act("/dashboard/server/members", "reset", email="none@brightpost-mail.org")[0] == 400


def test_links_cannot_be_guessed_fast(server: Running) -> None:
    tried = [Browser(server).ask("/reset", {"token": f"t{number}", "password": OTHER})[0] for number in range(6)]
    assert tried == [400] * 5 + [429]


def test_navigation_names_the_playground_only_where_it_is(server: Running, tmp_path: Path) -> None:
    assert ">Playground</a>" in Browser(server).ask("/login")[2]
    with gateway(state=str(tmp_path / "closed"), playground=False) as closed:
        for path in ("/login", "/docs", "/exposure"):
            status, _, page = Browser(closed).ask(path)
            assert status == 200
            assert ">Playground</a>" not in page
