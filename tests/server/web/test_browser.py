"""The pages in a real browser: Debian's Chromium."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from server.running import Running, gateway
from spro.exposure.model import Exposed, Finding, Report, ScopeSummary, Severity
from spro.exposure.report.document import dumps

SHOTS = Path(os.environ.get("SPRO_SCREENSHOTS", "var/screenshots"))
HOSTILE = "<img src=x onerror=\"document.title='pwned'\"><script>document.title='pwned'</script> a@brightpost-mail.org"
pytestmark = [pytest.mark.slow, pytest.mark.loopback]


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with gateway() as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    with sync_playwright() as player:
        # The container's user may not make namespaces; the pages are our own.
        browser = player.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, server: Running) -> Iterator[Page]:
    faults: list[str] = []
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(server.url + "/")
    yield page
    assert faults == []
    assert all(url.startswith(server.url) for url in asked)
    context.close()


def typed(page: Page, text: str) -> None:
    page.get_by_role("textbox", name="Your text").fill(text)
    expect(page.get_by_role("status")).to_contain_text("masked in")


def test_what_is_typed_is_masked_and_restored(page: Page) -> None:
    typed(page, "mail anna.berg@brightpost-mail.org 🙂 card 4539 1488 0343 6467")
    expect(page.get_by_role("region", name="What the provider sees")).to_have_text(
        "mail <EMAIL_1> 🙂 card <CREDIT_CARD_1>"
    )
    expect(page.get_by_role("region", name="You read")).to_contain_text("anna.berg@brightpost-mail.org")
    expect(page.locator("#marks mark")).to_have_text(["anna.berg@brightpost-mail.org", "4539 1488 0343 6467"])
    expect(page.get_by_role("row", name="CREDIT_CARD")).to_contain_text("checksum")


def test_hostile_text_stays_text(page: Page) -> None:
    typed(page, HOSTILE)
    expect(page.get_by_role("region", name="What the provider sees")).to_contain_text("<img src=x")
    expect(page).to_have_title("Spro playground")
    assert page.locator("main img").count() == 0


def test_policy_mask_sample_file_and_clear(page: Page) -> None:
    page.get_by_label("Sample").select_option(label="Table")
    expect(page.get_by_role("status")).to_contain_text("masked in")
    page.get_by_label("Replace by").select_option("char")
    expect(page.get_by_role("region", name="What the provider sees")).to_contain_text("****")
    page.get_by_label("Replace by").select_option("")
    page.locator("#file").set_input_files(
        {"name": "a.txt", "mimeType": "text/plain", "buffer": b"bo@brightpost-mail.org"}
    )
    expect(page.get_by_role("region", name="What the provider sees")).to_have_text("<EMAIL_1>")
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_role("status")).to_have_text("Ready.")


@pytest.mark.parametrize(
    ("content", "shown"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", None),
        (bytes(range(256)), None),
        (b"PK\x03\x04\x14\x00", None),
        ("Grüße an bo@brightpost-mail.org 🙂".encode(), "Grüße an <EMAIL_1> 🙂"),
        ("Grüße an bo@brightpost-mail.org".encode("cp1252"), "Grüße an <EMAIL_1>"),
        ("Grüße an bo@brightpost-mail.org".encode("utf-16"), "Grüße an <EMAIL_1>"),
    ],
)
def test_only_text_files_are_opened(page: Page, content: bytes, shown: str | None) -> None:
    typed(page, "mail anna.berg@brightpost-mail.org")
    page.locator("#file").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": content})
    seen = page.get_by_role("region", name="What the provider sees")
    if shown is None:
        expect(page.get_by_role("status")).to_have_text("This is no text file.")
        expect(seen).to_have_text("mail <EMAIL_1>")
    else:
        expect(seen).to_have_text(shown)


def test_what_does_not_fit_is_said(page: Page) -> None:
    page.locator("#file").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": b"word " * 20_000})
    expect(page.get_by_role("status")).to_have_text("Only the first 20000 characters of the file are shown.")
    page.get_by_role("button", name="Clear").click()
    expect(page.get_by_role("status")).to_have_text("Ready.")
    page.get_by_role("textbox", name="Your text").focus()
    page.evaluate("navigator.clipboard.writeText('word '.repeat(5000))")
    page.keyboard.press("Control+V")
    expect(page.get_by_role("status")).to_contain_text("The field takes 20000 characters: what is beyond is cut off.")
    page.keyboard.press("Backspace")
    expect(page.get_by_role("status")).not_to_contain_text("cut off")


def test_snippets_by_keyboard(page: Page) -> None:
    typed(page, 'say "it\'s" to bo@brightpost-mail.org')
    tab = page.get_by_role("tab", name="Python")
    tab.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="curl")).to_be_focused()
    expect(page.locator("#snippet")).to_contain_text("curl http://127.0.0.1")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#snippet")).to_contain_text('"text"')


@pytest.mark.parametrize("path", ["/", "/docs", "/exposure"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_accessible(browser: Browser, server: Running, path: str, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(server.url + path)
    if path == "/":
        page.get_by_label("Sample").select_option(label="Support mail")
        expect(page.get_by_role("status")).to_contain_text("masked in")
    page.add_script_tag(path=str(Path(__file__).parent / "axe.min.js"))
    found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
    assert [(item["id"], [node["target"] for node in item["nodes"]]) for item in found["violations"]] == []
    context.close()


def test_an_exposure_report_is_shown(page: Page, server: Running, tmp_path: Path) -> None:
    finding = Finding(
        "open", "127.0.0.1:8123", "ClickHouse answers without a password", Severity.CRITICAL, HOSTILE, "Set a password",
        exposed=(Exposed("API_KEY", "", "default.log_stream.line", 3, "sk_l****"),),
    )  # fmt: skip
    scope = ScopeSummary("Gannet", "Ann", "2027-01-01", "00", 1)
    report = Report(scope, "sample", "2026-11-23T08:00:00Z", "2026-11-23T08:00:09Z", True, {"open": 1}, (), (finding,))  # noqa: FBT003
    path = tmp_path / "report.json"
    path.write_text(dumps(report))
    page.goto(server.url + "/exposure")
    page.locator("#file").set_input_files(path)
    expect(page.get_by_role("status")).to_contain_text("1 finding; targets: 1 open")
    expect(page.get_by_role("row", name="127.0.0.1:8123")).to_contain_text("3 x API_KEY in default.log_stream.line")
    expect(page).to_have_title("Spro exposure report")
    path.write_text("{}")
    page.locator("#file").set_input_files([])
    page.locator("#file").set_input_files(path)
    expect(page.get_by_role("status")).to_contain_text("not a report")


def test_phone_width_has_no_sideways_scroll(browser: Browser, server: Running) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(server.url + "/")
    page.get_by_label("Sample").select_option(label="Support mail")
    expect(page.get_by_role("status")).to_contain_text("masked in")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / "playground-phone.png", full_page=True)
    context.close()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Running, str, str]]:
    """A server with a database, an administrator's link, and calls that were made."""
    with gateway(state=str(tmp_path_factory.mktemp("state"))) as running:
        platform = running.store.platform
        assert platform is not None
        _, made = platform.accounts.sign_up("olga@brightpost-mail.org", "correct-horse-battery", "Olga", HOSTILE[:60])
        invited, _ = platform.accounts.invite(made.id, "igor@brightpost-mail.org", "admin")
        secret, _ = platform.keys.create("support bot", made.id)
        platform.keys.create("a key with a long name " * 8, made.id)
        texts = [f"mail a{number}@brightpost-mail.org, card 4539 1488 0343 6467" for number in range(8)]
        password = "Otter-" + "Granite-47"
        for text in [*texts, f"postgres://billing:{password}@db.internal:5432/payments"]:  # a type with a long name
            body = json.dumps({"text": text}).encode()
            said = {"content-type": "application/json", "x-spro-key": secret}
            urlopen(Request(running.url + "/spro/v1/secure", body, said)).close()  # noqa: S310
        yield running, made.id, invited


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_dashboard_pages_are_accessible_and_narrow(
    browser: Browser, office: tuple[Running, str, str], scheme: Any
) -> None:
    server, organisation, _ = office
    context = browser.new_context(color_scheme=scheme, bypass_csp=True, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(server.url + "/dashboard")
    page.get_by_label("E-mail").fill("olga@brightpost-mail.org")
    page.get_by_label("Password").fill("correct-horse-battery")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Overview")
    SHOTS.mkdir(parents=True, exist_ok=True)
    for name in ("overview", "apps", "keys", "policies?name=strict", "audit", "credit", "members", "settings"):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(f"{server.url}/dashboard/{organisation}/{name}")
        page.screenshot(path=SHOTS / f"dashboard-{name.partition('?')[0]}-{scheme}.png", full_page=True)
        page.add_script_tag(path=str(Path(__file__).parent / "axe.min.js"))
        found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})")
        assert [(item["id"], [node["target"] for node in item["nodes"]]) for item in found["violations"]] == [], name
        page.set_viewport_size({"width": 360, "height": 740})
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
        wide = (
            "[...document.querySelectorAll('.bars span')].filter((item) => item.scrollWidth > item.clientWidth).length"
        )
        assert page.evaluate(wide) == 0, name
        page.screenshot(path=SHOTS / f"dashboard-{name.partition('?')[0]}-{scheme}-phone.png", full_page=True)
    assert page.locator("main img").count() == 0
    context.close()


def test_an_invitation_fills_its_form_and_leaves_the_address(
    browser: Browser, office: tuple[Running, str, str]
) -> None:
    server, organisation, invited = office
    faults: list[str] = []
    context = browser.new_context()
    page = context.new_page()
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(f"{server.url}/join#{invited}")
    expect(page).to_have_url(f"{server.url}/join")
    page.get_by_label("E-mail").fill("igor@brightpost-mail.org")
    page.get_by_label("Password").fill("correct-horse-battery")
    page.get_by_role("button", name="Join").click()
    expect(page).to_have_url(f"{server.url}/dashboard/{organisation}/overview")
    expect(page.locator("#chart canvas")).to_be_visible()
    page.get_by_role("link", name="Keys").click()
    page.get_by_label("Name").fill("mine")
    page.get_by_role("button", name="Make a key").click()
    expect(page.get_by_role("status")).to_contain_text("spro_sk_")
    assert faults == []
    made = page.locator("tbody tr").count()
    page.reload()  # sends the form again
    expect(page.get_by_role("alert")).to_contain_text("That was done already.")
    assert page.locator("tbody tr").count() == made
    page.get_by_label("Name").fill("another")
    page.get_by_role("button", name="Make a key").dblclick()
    expect(page.get_by_role("status")).to_contain_text("spro_sk_")
    assert page.locator("tbody tr").count() == made + 1
    page.get_by_role("button", name="Log out").click()
    expect(page).to_have_url(f"{server.url}/login")
    context.close()


@pytest.mark.parametrize("name", ["join", "reset"])
def test_a_link_opened_on_its_own_page_fills_the_code(
    browser: Browser, office: tuple[Running, str, str], name: str
) -> None:
    server = office[0]
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server.url}/{name}")
    page.goto(f"{server.url}/{name}#some-code")
    expect(page.get_by_label("Code")).to_have_value("some-code")
    expect(page).to_have_url(f"{server.url}/{name}")
    context.close()


def test_a_policy_is_changed_tried_saved_and_removed(browser: Browser, office: tuple[Running, str, str]) -> None:
    server, organisation, _ = office
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.goto(server.url + "/dashboard")
    page.get_by_label("E-mail").fill("olga@brightpost-mail.org")
    page.get_by_label("Password").fill("correct-horse-battery")
    page.get_by_role("button", name="Log in").click()
    page.goto(f"{server.url}/dashboard/{organisation}/policies?name=default")
    file = page.get_by_label("The file")
    expect(file).to_contain_text("[request]")
    file.fill('extends = "default"\n[request]\nEMAIL = 5\n')
    page.get_by_role("button", name="Save as your own").click()
    expect(page.get_by_role("alert")).to_contain_text("policy:3")
    expect(file).to_have_value('extends = "default"\n[request]\nEMAIL = 5\n')
    file.fill('extends = "default"\n[request]\nEMAIL = "label"\n')
    page.get_by_label("A sample").fill(HOSTILE)
    page.get_by_role("button", name="Try").click()
    expect(page.get_by_role("status")).to_contain_text("</script> [EMAIL]")
    assert page.title() != "pwned"
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / "dashboard-policy-tried.png", full_page=True)
    page.get_by_role("button", name="Save as your own").click()
    row = page.locator("tr", has=page.get_by_role("link", name="default", exact=True))
    expect(row).to_contain_text("your own")
    page.get_by_label("A value that is never masked").fill(HOSTILE)
    page.get_by_role("button", name="Let through").click()
    expect(page.get_by_role("region", name="Not sensitive here")).to_contain_text("<script>")
    page.screenshot(path=SHOTS / "dashboard-policy-own.png", full_page=True)
    page.get_by_role("region", name="Not sensitive here").get_by_role("button", name="Remove").click()
    page.get_by_role("link", name="default", exact=True).click()
    page.get_by_role("button", name="Remove your own default").click()
    expect(row).to_contain_text("shipped")
    assert page.title() != "pwned"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_signing_up_and_a_new_password(browser: Browser, tmp_path: Path, scheme: Any) -> None:
    with gateway(state=str(tmp_path), sign_up=True) as server:
        context = browser.new_context(color_scheme=scheme, bypass_csp=True, viewport={"width": 360, "height": 740})
        page = context.new_page()
        SHOTS.mkdir(parents=True, exist_ok=True)
        for name in ("signup", "reset"):
            page.goto(f"{server.url}/{name}")
            page.screenshot(path=SHOTS / f"{name}-{scheme}.png", full_page=True)
            page.add_script_tag(path=str(Path(__file__).parent / "axe.min.js"))
            found = page.evaluate(
                "axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})"
            )
            assert [item["id"] for item in found["violations"]] == [], name
            assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
        page.goto(f"{server.url}/signup")
        page.get_by_label("E-mail").fill("nina@brightpost-mail.org")
        page.get_by_label("Organisation").fill(HOSTILE[:100])
        page.get_by_label("Password").fill("correct-horse-battery")
        page.get_by_role("button", name="Sign up").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Overview")
        page.get_by_role("link", name="Members").click()
        page.get_by_role("button", name="New password").click()
        expect(page.locator("#link")).to_contain_text(f"{server.url}/reset#")
        page.screenshot(path=SHOTS / f"members-link-{scheme}.png", full_page=True)
        link = page.locator("#link").inner_text()
        page.goto(link)
        expect(page).to_have_url(f"{server.url}/reset")
        page.get_by_label("Password").fill("another-long-password")
        page.get_by_role("button", name="Set it").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Overview")
        assert page.title().startswith("Overview")
        context.close()
