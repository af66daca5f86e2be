"""Texts that look like code and are none, made at random: logs, CSV, tables, lists, mails, addresses, sums, JSON data.

The formats for the held-out documents differ from those for training.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Final

_TEXT: Final = (
    "order shipment invoice server user session request update green table market city meeting budget review team night "
    "river account payment customer station energy report winter plan project paper delivery system network backup "
    "summary version weekly monthly price amount region north south status open closed pending failed started"
)
_WORDS: Final = _TEXT.split()
_NAMES: Final = (
    "Ana",
    "Bruno",
    "Chen",
    "Dimitra",
    "Emeka",
    "Fatima",
    "Georg",
    "Hana",
    "Ivan",
    "Kwame",
    "Nadia",
    "Omar",
)
_CITIES: Final = ("Lagos", "Porto", "Oslo", "Turin", "Osaka", "Lima", "Graz", "Leeds", "Pune", "Quito")


def _sentence(rng: random.Random, least: int = 4, most: int = 12) -> str:
    words = [rng.choice(_WORDS) for _ in range(rng.randint(least, most))]
    return " ".join(words).capitalize() + rng.choice((".", ".", "", "!", "?"))


def _phrase(rng: random.Random, least: int = 1, most: int = 3) -> str:
    return " ".join(rng.choice(_WORDS) for _ in range(rng.randint(least, most)))


def _clock(rng: random.Random) -> str:
    return f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02}"


def _day(rng: random.Random) -> str:
    return f"2024-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"


def _log(rng: random.Random) -> str:
    level = rng.choice(("INFO", "WARN", "ERROR", "DEBUG"))
    place = rng.choice(("app", "db", "web"))
    return f"{_day(rng)} {_clock(rng)} {level} {place}: {_phrase(rng, 2, 6)} id={rng.randint(1, 99999)}"


def _log_java(rng: random.Random) -> str:
    return (
        f"{_day(rng)}T{_clock(rng)}.{rng.randint(100, 999)}Z [{rng.choice(('main', 'worker-3', 'http-8080'))}] "
        f"{rng.choice(('INFO ', 'WARN ', 'ERROR'))} c.e.{rng.choice(('OrderService', 'UserRepo'))} - {_phrase(rng, 3, 7)}"
    )


def _log_syslog(rng: random.Random) -> str:
    process = f"{rng.choice(('sshd', 'cron'))}[{rng.randint(99, 9999)}]"
    return f"May {rng.randint(1, 28)} {_clock(rng)} host-{rng.randint(1, 9)} {process}: {_phrase(rng, 3, 8)}"


def _log_access(rng: random.Random) -> str:
    path = "/".join(rng.choice(_WORDS) for _ in range(3))
    when = f"[12/May/2024:{_clock(rng)} +0000]"
    status = rng.choice((200, 404, 500))
    return f'192.0.2.{rng.randint(1, 250)} - - {when} "GET /{path} HTTP/1.1" {status} {rng.randint(10, 9999)}'


def _log_kv(rng: random.Random) -> str:
    level = rng.choice(("info", "error"))
    message = _phrase(rng, 2, 6)
    return f'time="{_day(rng)}T{_clock(rng)}Z" level={level} msg="{message}" user_id={rng.randint(1, 999)}'


def _csv(rng: random.Random) -> str:
    return f"{rng.randint(1, 9999)},{rng.choice(_NAMES)},{rng.choice(_CITIES)},{rng.random() * 100:.2f},{_day(rng)}"


def _csv_quoted(rng: random.Random) -> str:
    return f'"{rng.choice(_NAMES)}";"{_phrase(rng)}";{rng.randint(1, 99)};"{rng.choice(_CITIES)}"'


def _tsv(rng: random.Random) -> str:
    return f"{rng.choice(_NAMES)}\t{rng.randint(1, 999)}\t{_phrase(rng)}\t{rng.random():.3f}"


def _table(rng: random.Random) -> str:
    return f"| {rng.choice(_NAMES)} | {rng.randint(1, 99)} % | {_phrase(rng)} | `{rng.choice(_WORDS)}` |"


def _bullet(rng: random.Random) -> str:
    return rng.choice(("- ", "* ", "  - ", "    - ", "1. ", "- [ ] ", "- **", "• ")) + _sentence(rng)


def _bullet_code(rng: random.Random) -> str:
    return f"- `{rng.choice(_WORDS)}_{rng.choice(_WORDS)}`: {_sentence(rng)}"


def _pairs(rng: random.Random) -> str:
    return f"{_phrase(rng, 1, 2).title()}: {rng.choice((_phrase(rng), str(rng.randint(1, 999)), rng.choice(_CITIES)))}"


def _form(rng: random.Random) -> str:
    return (
        f"{rng.choice(('Name', 'Order no.', 'Amount', 'IBAN', 'E-mail'))}\t{rng.choice(_NAMES)} {rng.randint(1, 999)}"
    )


def _mail(rng: random.Random) -> str:
    name = rng.choice(_NAMES)
    return rng.choice(
        (
            f"From: {name} <{name.lower()}@example.org>",
            f"To: {name.lower()}@example.com; {rng.choice(_NAMES).lower()}@example.net",
            f"Subject: Re: {_phrase(rng, 2, 5)} (#{rng.randint(100, 9999)})",
            f"> {_sentence(rng)}",
            f"> > {_sentence(rng)}",
            f"On {_day(rng)}, {name} wrote:",
            _sentence(rng),
        )
    )


def _address(rng: random.Random) -> str:
    street = f"{rng.randint(1, 200)} {rng.choice(_WORDS).title()} St"
    return f"{rng.choice(_NAMES)} {rng.choice(_NAMES)}, {street}, {rng.choice(_CITIES)} {rng.randint(10000, 99999)}"


def _maths(rng: random.Random) -> str:
    a, b, c = (rng.randint(2, 40) for _ in range(3))
    return rng.choice(
        (
            f"{a}x + {b} = {c}",
            f"f(x) = {a}x^2 - {b}x + {c}",
            f"{a} * {b} = {a * b}",
            f"P(A|B) = {a}/{a + b}",
            f"\\frac{{{a}}}{{{b}}} + \\sqrt{{{c}}}",
            f"x = (-{a} ± sqrt({b})) / {c}",
            f"Total = {a}.50 + {b}.20 = {a + b}.70 EUR",
        )
    )


def _maths_words(rng: random.Random) -> str:
    return f"{rng.choice(_WORDS).title()}: {rng.randint(2, 50)} x {rng.randint(2, 50)} EUR = {rng.randint(9, 999)} EUR"


def _chat(rng: random.Random) -> str:
    return f"[{_clock(rng)[:5]}] {rng.choice(_NAMES)}: {_sentence(rng)}"


def _speech(rng: random.Random) -> str:
    return f"{rng.choice(('User', 'Assistant', 'Agent', 'Customer'))}: {_sentence(rng)} ({rng.choice(_WORDS)})"


def _link(rng: random.Random) -> str:
    query = f"{rng.choice(_WORDS)}={rng.randint(1, 99)}&lang=en"
    return f"https://example.org/{rng.choice(_WORDS)}?{query}#{rng.choice(_WORDS)}"


def _quote(rng: random.Random) -> str:
    return f"Error: {_phrase(rng, 3, 7)} (code {rng.randint(1, 599)}) in {rng.choice(_WORDS)}.{rng.choice(('py', 'js', 'exe'))}"


def _json(rng: random.Random, *, compact: bool) -> list[str]:
    rows = []
    for _ in range(rng.randint(2, 6)):
        name, city = rng.choice(_NAMES), rng.choice(_CITIES)
        if compact:
            rows.append(f'{{"id": {rng.randint(1, 999)}, "name": "{name}", "city": "{city}", "open": true}},')
        else:
            values = [f'    "name": "{name}",', f'    "city": "{city}",', f'    "amount": {rng.randint(1, 999)}']
            rows += ["  {", *values, "  },"]
    return ["[", *rows, "]"]


_BOTH: Final = (_log, _csv, _table, _bullet, _pairs, _mail, _maths)
_LINES: Final[tuple[tuple[Callable[[random.Random], str], ...], ...]] = (
    (*_BOTH, _log_java, _log_access, _tsv, _bullet_code, _chat, _link),
    (*_BOTH, _log_syslog, _log_kv, _csv_quoted, _form, _address, _maths_words, _speech, _quote),
)


def hard_negative(rng: random.Random, *, held: bool) -> tuple[str, list[str]]:
    """A kind and 3 to 14 lines of it."""
    if rng.random() < 0.1:
        return "json", _json(rng, compact=held)
    make = rng.choice(_LINES[held])
    return make.__name__.strip("_"), [make(rng) for _ in range(rng.randint(3, 14))]
