"""The report's five forms: whole, valid, harmless whatever servers sent."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
from rich.console import Console

from spro.errors import ConfigurationError
from spro.exposure.baseline import compared
from spro.exposure.model import Severity
from spro.exposure.report.document import dumps, loads
from spro.exposure.report.html import html
from spro.exposure.report.markdown import markdown
from spro.exposure.report.sarif import sarif
from spro.exposure.report.terminal import show

from .samples import HOSTILE, report

# The standard's own: https://github.com/oasis-tcs/sarif-spec, Copyright OASIS Open.
SCHEMA = json.loads((Path(__file__).parent / "data" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8"))


def test_json_comes_back_as_it_was() -> None:
    whole = report()
    assert loads(dumps(whole)) == whole
    assert json.loads(dumps(whole))["findings"][0]["fingerprint"] == whole.findings[0].fingerprint


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": "spro-exposure/9"}', '{"format": "spro-exposure/1"}', "[" * 9999]
)
def test_what_is_no_report_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError, match=r"^old\.json: "):
        loads(text, "old.json")


@pytest.mark.parametrize("complete", [True, False])
def test_sarif_fits_the_schema(complete: bool) -> None:
    document = json.loads(sarif(compared(report(complete=complete), report(findings=()))))
    jsonschema.validate(document, SCHEMA)
    results = document["runs"][0]["results"]
    assert [result["level"] for result in results] == ["error", "warning"]
    assert results[0]["baselineState"] == "new"
    assert results[0]["partialFingerprints"]["sproExposure/v1"] == report().findings[0].fingerprint
    assert document["runs"][0]["tool"]["driver"]["rules"][0]["properties"]["security-severity"] == "9.8"


def test_empty_sarif_fits_too() -> None:
    jsonschema.validate(json.loads(sarif(report(findings=()))), SCHEMA)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.loaded: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "href":
                self.links.append(value or "")
            elif name in ("src", "srcset", "data", "action") or name.startswith("on"):
                self.loaded.append(f"{name}={value}")


def test_html_is_self_contained_and_escaped() -> None:
    page = Tags()
    text = html(report())
    page.feed(text)
    assert not page.tags & {"script", "link", "img", "iframe", "object", "base"}
    assert page.loaded == []
    assert page.links == ["https://clickhouse.com/docs"]
    assert "default-src 'none'" in text
    assert "&lt;listen_host&gt;127.0.0.1" in text
    assert "{{7*7}}" in text
    assert "1 service answered without a login" in text


def test_markdown_is_escaped() -> None:
    text = markdown(report())
    assert "<script>" not in text
    assert "](http" not in text
    assert "\\|" in text
    assert "```\n<listen_host>" in text


def test_terminal() -> None:
    out = io.StringIO()
    show(compared(report(), report(findings=())), Console(file=out, width=200, force_terminal=False))
    assert "critical (new) 192.0.2.7:8123" in out.getvalue()
    assert "\x1b[31m" not in out.getvalue()
    assert "2 findings" in out.getvalue()


def test_a_run_that_was_stopped_says_so_everywhere() -> None:
    stopped = report(complete=False)
    out = io.StringIO()
    show(stopped, Console(file=out, width=200))
    for text in (html(stopped), markdown(stopped), out.getvalue()):
        assert "stopped early" in text


def test_baseline() -> None:
    before = report()
    later = replace(before.findings[0], severity=Severity.HIGH, contents=())
    other = replace(before.findings[0], place="192.0.2.8:8123", title="other")
    after = compared(replace(before, findings=(later, other)), before)
    assert [finding.new for finding in after.findings] == [False, True]
    assert after.resolved == ("192.0.2.7:443: expired",)
    assert compared(replace(before, findings=(), complete=False), before).resolved == ()


def test_hostile_names_are_in_the_report() -> None:
    assert HOSTILE in report().findings[0].contents[0].name
