"""People whom their surroundings give away: a name beside its own e-mail address, a speaker in a transcript.

``Sky <sky@lumen.example>`` names a person whatever else the word may mean, and in a chat in which one of the speakers
is a person, so are the others. Both need no model, and help where it knows no such name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from spro.model import Finding

__all__ = ["beside_emails", "speakers"]

_SCORE: Final = 0.65
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_PARTS: Final = re.compile(r"[\W\d_]+")
_LEFT, _RIGHT, _NEAREST = 60, 40, 4
_MOST_WORDS: Final = 5
_GAP: Final = re.compile(r" |, ?|\. |,")
_PARTICLES_WORDS: Final = """
't af al av bin da das de del della den der di do dos du e el ibn la las le los ten ter van von y
"""
_PARTICLES: Final = frozenset(_PARTICLES_WORDS.split())
# Mailboxes of functions (RFC 2142 and usual ones), and words that stand beside any address.
_FUNCTIONS_WORDS: Final = """
abuse accounts admin administrator alert alerts all api app applications apply auto billing board booking bookings bot
business buy careers chat ci club company contact contacto contato customer customers daemon data demo dept desk dev
director email enquiries enquiry events example feedback finance first firstname forum from gdpr git group hello help
helpdesk hi home hostmaster hr inbox info invoice invoices it jobs kontakt last lastname legal list local mail mailer
mailto main manager marketing me media member members my name news newsletter no noreply not notifications office
official online operations ops order orders our partner partners payments people person post postmaster press privacy
probe project public purchase reception recruiting register reply reports request research root sales sample school
secretary security send sender server service services shipping shop site some someone staff store student subject
support survey system team tech test testing the tickets to training unsubscribe update updates us user users vendor
web webmaster welcome work world www you your
"""
_FUNCTIONS: Final = frozenset(_FUNCTIONS_WORDS.split())
_ROLES_WORDS: Final = """
a address agent ai answer antwort assistant au ben bot caller cevap chat client con cons customer cut date doctor
domanda email ende error eu example fazit frage from group guest host human i ich ik input interviewee interviewer io
kunde me moderator name narrator nb note notes odpowiedź operator output patient pergunta phone pregunta pro pros ps
pytanie q question re resposta respuesta result risposta réponse scene server soru speaker step student subject
summary support system teacher tel therapist tip to todo total user vraag warning yo you
"""
_ROLES: Final = frozenset(_ROLES_WORDS.split())
_TIME: Final = (
    r"(?:\[?(?:\d{1,4}[./-]\d{1,2}[./-]\d{1,4},?[ T]+)?"
    r"\d{1,2}:\d{2}(?::\d{2})?(?:[ ]?[AaPp]\.?[Mm]\.?)?\]?[ ]*(?:[-–—][ ]*)?)"
)
_HEAD: Final = re.compile(
    rf"^[ \t>*_]*(?P<time>{_TIME}?)[*_<]{{0,2}}(?P<who>[^\W\d_][\w.'’-]*(?:[ ][\w.'’-]+){{0,2}})[*_>]{{0,2}}"
    r"(?:[ ]\([^)\n]{1,40}\))?(?:[ ]?:|(?<=>))(?=[ \t*])",
    re.MULTILINE,
)


def beside_emails(text: str, found: Iterable[Finding]) -> Iterator[Finding]:
    """Names on the line of an e-mail address that is made of them; never words of functions (``sales``)."""
    for item in found:
        if item.type == "EMAIL":
            local, _, domain = text[item.start : item.end].partition("@")
            parts = {part for part in map(_folded, _PARTS.split(local)) if len(part) > 1} - _FUNCTIONS
            parts -= {_folded(label) for label in domain.split(".")}
            if parts:
                yield from _named(text, item.start, item.end, parts)


def _named(text: str, start: int, end: int, parts: set[str]) -> Iterator[Finding]:
    left = max(text.rfind("\n", 0, start) + 1, start - _LEFT)
    right = text.find("\n", end)
    right = min(len(text) if right < 0 else right, end + _RIGHT)
    before = list(_WORD.finditer(text, left, start))[-_MOST_WORDS:]
    if left and before and before[0].start() == left and text[left - 1].isalnum():
        before = before[1:]  # cut in the middle
    after = list(_WORD.finditer(text, end, right))[:_MOST_WORDS]
    if before and start - before[-1].end() <= _NEAREST:
        yield from _run(text, before[::-1], parts)
    if after and after[0].start() - end <= _NEAREST:
        yield from _run(text, after, parts)


def _run(text: str, words: Sequence[re.Match[str]], parts: set[str]) -> Iterator[Finding]:
    """The words that are parts of the address, with the capitalised ones between and around them. Nearest first."""
    run = list(words[:1])
    for word in words[1:]:
        left, right = sorted((run[-1], word), key=_place)
        if not _GAP.fullmatch(text, left.end(), right.start()):
            break
        run.append(word)
    run.sort(key=_place)
    matching = [index for index, word in enumerate(run) if _matches(word.group(), parts)]
    if not matching:
        return
    first, last = matching[0], matching[-1]
    if run[first].group()[0].isupper():
        while first and _belongs(run[first - 1].group()) and _no_verb(text, run[first - 1], parts):
            first -= 1
        while last + 1 < len(run) and _belongs(run[last + 1].group()):
            last += 1
        while run[first].group() in ("e", "y"):  # "and" before a name
            first += 1
    yield Finding(run[first].start(), run[last].end(), "PERSON", _SCORE, "", "name-beside-email", "context")


def _matches(word: str, parts: set[str]) -> bool:
    bare = _folded(word)
    if bare in _FUNCTIONS or len(bare) < 2:
        return False
    if bare in parts and (len(bare) > 2 or word[0].isupper()):
        return True
    capital = word[0].isupper()
    return (
        capital and len(bare) > 2 and any(part.startswith(bare) or (len(part) > 3 and bare in part) for part in parts)
    )


def _belongs(word: str) -> bool:
    bare = word.casefold()
    return bare not in _FUNCTIONS and (word[0].isupper() or bare in _PARTICLES)


def _no_verb(text: str, word: re.Match[str], parts: set[str]) -> bool:
    """``Refund Anna`` begins a sentence: its first word is a name only where the address has its initial, too."""
    initial = _folded(word.group())[:1]
    within = text[: word.start()].rstrip(" \t")[-1:] not in ("", "\n", ".", "!", "?", ":", '"', "-", "*", "•", ">")
    return within or word.group().casefold() in _PARTICLES or any(part.startswith(initial) for part in parts)


def _place(word: re.Match[str]) -> int:
    return word.start()


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold().replace("ø", "o").replace("ł", "l").replace("ß", "ss"))
    return "".join(letter for letter in plain if letter.isalpha() and not unicodedata.combining(letter))


def speakers(text: str, found: Iterable[Finding]) -> Iterator[Finding]:
    """Heads of lines that stand where a person's name stands on others: written more than once, or after a time."""
    people = [(item.start, item.end) for item in found if item.type in ("PERSON", "USERNAME")]
    if not people or "\n" not in text:
        return
    heads = [match for match in _HEAD.finditer(text) if match["who"].casefold() not in _ROLES]
    if len(heads) < 2:
        return
    places = set(people)
    sure = {match["who"] for match in heads if match.span("who") in places}
    if not sure:
        return
    often = [match["who"] for match in heads]
    for match in heads:
        who = match["who"]
        start, end = match.span("who")
        covered = any(first <= start and end <= last for first, last in people)
        if not covered and (who in sure or match["time"] or often.count(who) > 1):
            yield Finding(start, end, "PERSON", _SCORE, "", "speaker", "context")
