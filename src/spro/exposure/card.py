r"""The service card: a small TOML file that says how to recognise a service and what it answers.

```toml
name = "Redis"                  # shown in reports
dialect = "resp"                # how requests and answers are written: spro.exposure.dialects
ports = [6379]                  # usual ports; elsewhere the service is found by its answers
severity = "critical"           # of an instance that answers without a login
danger = "..."                  # one sentence for a manager
remedy = "..."                  # one sentence for whoever closes it
configuration = '''...'''       # the exact lines
references = ["https://..."]
tags = ["CWE-306"]              # beside those that every finding of its kind has
greeting = '^...'               # optional: what the server says first, as a regular expression
root = '...'                    # optional: what `GET /` answers (status line, headers, body)

[[request]]                     # all that may ever be sent, in this order
id = "info"
depth = "auth"                  # reach: identifies; auth: decides; metadata, sample: see `Depth`
send = "INFO server"
[[request.answer]]              # the first that fits counts
body = '^\\$\\d+\\r\\n# Server'
says = "open"                   # is (identified), open, auth_required, blocked, inconclusive
```

Requests may also have ``headers``; ``until`` (a pattern that ends an answer); ``select`` and ``collect`` (a JMESPath
expression for rows of strings, and the name under which later requests find them with ``each``); ``kind`` (what the
rows are); ``place`` (where a sample comes from); ``capture`` (headers kept for later requests); ``consent`` (a consent
that the scope file must give); ``cleanup`` (sent at the end, whatever the depth); ``when`` (only if the answer before
fits); ``upgrade`` (an answer after which the line continues in TLS); ``base64`` (what is selected is so encoded);
``fresh`` (on a line of its own; requests that name it in ``within`` follow there, if the answer says ``open``). An
empty ``send`` only listens. ``[[setting]]`` names a configuration file that lets everybody
in: see `Setting`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, Final

import jmespath
from jmespath.exceptions import JMESPathError

from spro.errors import RuleError
from spro.exposure.model import DEPTHS, Depth, Severity, Verdict

__all__ = ["CONSENTS", "IDENTIFIED", "Answer", "Card", "Request", "Setting", "read_card"]

IDENTIFIED: Final = "is"
CONSENTS: Final = frozenset({"empty_password_login"})
_SAYS: Final = frozenset({IDENTIFIED, *(v.value for v in Verdict if v is not Verdict.CLOSED)})


@dataclass(frozen=True, slots=True)
class Answer:
    """A recognised answer. Everything that is given must fit; a group ``version`` in a pattern is the version."""

    says: str
    status: tuple[int, ...] = ()
    headers: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    body: re.Pattern[str] | None = None
    ended: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """One request of a card. ``send`` is a template in the card's dialect; its slots are filled with checked names."""

    service: str
    id: str
    depth: Depth
    send: str
    headers: Mapping[str, str] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    until: re.Pattern[str] | None = None
    each: str = ""
    select: Any = None
    collect: str = ""
    kind: str = ""
    place: str = ""
    capture: Mapping[str, str] = field(default_factory=dict)
    consent: str = ""
    cleanup: bool = False
    fresh: bool = False
    within: str = ""
    when: re.Pattern[str] | None = None
    upgrade: re.Pattern[str] | None = None
    base64: bool = False

    def __hash__(self) -> int:
        """By name: a request is unique in the catalogue."""
        return hash((self.service, self.id))

    @property
    def name(self) -> str:
        """``service/id``: how the connection log calls it."""
        return f"{self.service}/{self.id}"


@dataclass(frozen=True, slots=True)
class Setting:
    """A configuration file that lets everybody in: all of ``all`` stand in it and none of ``none``.

    ``paths`` are globs below the file system's root. Patterns are tried on the text without its comments.
    """

    paths: tuple[str, ...]
    title: str
    all: tuple[re.Pattern[str], ...]
    none: tuple[re.Pattern[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """One service."""

    id: str
    name: str
    dialect: str
    ports: tuple[int, ...]
    severity: Severity
    danger: str
    remedy: str
    configuration: str = ""
    references: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    greeting: re.Pattern[str] | None = None
    root: re.Pattern[str] | None = None
    verified: str = ""
    requests: tuple[Request, ...] = ()
    settings: tuple[Setting, ...] = ()

    def at(self, depth: Depth) -> tuple[Request, ...]:
        """The requests of one depth, without cleanup."""
        return tuple(request for request in self.requests if request.depth is depth and not request.cleanup)


def read_card(name: str, text: str) -> Card:
    """The card in ``text``; its id is ``name``.

    Raises:
        RuleError: it is malformed; says card and key.
    """
    try:
        data = tomllib.loads(text)
        requests = tuple(_request(name, entry) for entry in data.pop("request", []))
        card = Card(
            id=name,
            ports=tuple(data.pop("ports", ())),
            severity=Severity(data.pop("severity")),
            references=tuple(data.pop("references", ())),
            tags=tuple(data.pop("tags", ())),
            greeting=_pattern(data.pop("greeting", None)),
            root=_pattern(data.pop("root", None)),
            requests=requests,
            settings=tuple(_setting(**entry) for entry in data.pop("setting", [])),
            **data,
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, re.error, JMESPathError) as error:
        raise RuleError(f"{name}: {type(error).__name__}: {error}") from None
    if len({request.id for request in requests}) != len(requests):
        raise RuleError(f"{name}: request ids are not unique")
    return card


def _pattern(text: str | None) -> re.Pattern[str] | None:
    return None if text is None else re.compile(text, re.IGNORECASE | re.DOTALL)


def _setting(paths: list[str], title: str, all: list[str], none: list[str] | None = None) -> Setting:  # noqa: A002
    whole, missing = ([re.compile(text, re.IGNORECASE | re.MULTILINE) for text in side] for side in (all, none or []))
    return Setting(tuple(paths), title, tuple(whole), tuple(missing))


def _request(service: str, entry: dict[str, Any]) -> Request:
    select = entry.pop("select", None)
    consent = entry.pop("consent", "")
    if consent and consent not in CONSENTS:
        raise ValueError(f"{entry.get('id')}: unknown consent")
    return Request(
        service=service,
        depth=DEPTHS[entry.pop("depth")],
        answers=tuple(_answer(answer) for answer in entry.pop("answer", [])),
        until=_pattern(entry.pop("until", None)),
        when=_pattern(entry.pop("when", None)),
        upgrade=_pattern(entry.pop("upgrade", None)),
        select=None if select is None else jmespath.compile(select),
        consent=consent,
        **entry,
    )


def _answer(entry: dict[str, Any]) -> Answer:
    unknown = entry.keys() - {known.name for known in fields(Answer)}
    if unknown or entry["says"] not in _SAYS:
        raise ValueError(f"answer: {sorted(unknown) or entry['says']}")
    status = entry.get("status", ())
    return Answer(
        says=entry["says"],
        status=(status,) if isinstance(status, int) else tuple(status),
        headers={key.lower(): re.compile(value, re.IGNORECASE) for key, value in entry.get("headers", {}).items()},
        body=_pattern(entry.get("body")),
        ended=entry.get("ended", ""),
        note=entry.get("note", ""),
    )
