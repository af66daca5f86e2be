"""Is this value a secret? Decided by the name that it is assigned to, its quotes and its shape together.

Spans of rules of the `secrets` database come here: tokens with a prefix (`token`), values near a provider's name
(`near`), assignments in code and configuration (`assigned`), passwords in addresses and command lines (`password`).
What a value looks like by itself is decided in `secret_values`.
"""

from __future__ import annotations

import base64
import binascii
import re
from functools import lru_cache
from typing import Final

from spro.detection.validators import Validator
from spro.detection.validators.secret_values import (
    entropy,
    is_code,
    is_identifier,
    is_placeholder,
    is_random,
    is_uuid,
    is_word,
)

__all__ = ["assigned", "basic", "blob", "element", "jwt", "near", "password", "random_or_quoted", "token"]

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_NAME_BEFORE = re.compile(r"[\w.$-]{0,60}\Z")
_NAME = re.compile(r"[\w.\-]+")
# Names by the last words of the identifier, in snake_case.
_PASSWORD_NAME = re.compile(
    r"passw|passphrase|pass_phrase|passcode|passwd|pwd|psk|kennwort|contrasena|contrase\u00f1a|senha|wachtwoord|"
    r"mot_?de_?passe|"
    r"(?:^|[_.\-])(?:pass|pw|pin|puk|mdp|clave|haslo|heslo|parola|parol|sifre|pswd|psw|jelszo|salasana|passord|"
    r"adgangskode|losenord|l\u00f6senord|kodeord)\d?\Z|"
    r"(?:user|db|smtp|mail|root|admin|login|ftp|sql|my|api|http|proxy|ldap|bind|redis|mongo|rabbit)pass\Z"
)
_STRONG_NAME = re.compile(
    r"secret|token|api_?key|access_?key|private_?key|auth_?key|account_?key|signing_?key|encryption_?key|master_?key|"
    r"license_?key|session_?key|storage_?key|deploy_?key|shared_?key|service_?key|hmac|bearer|credential|creds\b|"
    r"session_?id|(?:^|_)(?:app|consumer|client|webhook|integration|write|read|admin|secure|tsig|jwt|server|"
    r"publish)_?key|"
    r"connection_?string|(?:^|_)(?:sas|sig|salt|authorization|x_auth|auth)\Z|oauth|webhook"
)
_WEAK_NAME = re.compile(r"key\d?\Z|(?:^|_)(?:auth|session|sid|private|code)\Z")
_NOT_A_SECRET = re.compile(
    r"public|non_?match|invalid|encrypted|(?:cred|credentials?|secret|token|key|auth|tenant|trace|"
    r"application)_?id\Z(?<!access_key_id)|(?:charset|alphabet|chars)\Z|(?:^|[_.])pub(?:_|\Z|key)|keyboard|"
    r"keyword|keying|keyed|key_?id\b|key_?(?:name|file|path|size|length|len|type|usage|ring|"
    r"store|space|frame|code|stroke|down|up|press|event|vault|pair|word|board|note|val|s)\Z|(?:foreign|primary|sort|"
    r"partition|hash|cache|index|object|routing|dict|row|column|lookup|group|unique|composite|hot|arrow|enter|"
    r"ssh_host|"
    r"translation|i18n|message|label|metric|config|registry|idempotency|event|map|json|s3|bucket|prefix|data|"
    r"host)_?key\Z|"
    r"passenger|passport|compass|bypass|passive|passage|passing|tokeni[sz]|secretar|authori?t|author(?:s|ed)?\Z|"
    r"authenti|"
    r"(?:max|min|num|prompt|input|output|total|count|stop|pad|eos|bos|new|special|context|generated|n)_?tokens?\Z|"
    r"tokens\Z|monkey|turkey|whiskey|hockey|jockey|donkey|kidney|fingerprint|checksum|sha\d|digest|thumbprint|"
    r"(?:name|file|filename|path|url|uri|endpoint|type|kind|length|len|size|count|limit|field|label|prompt|policy|"
    r"expir\w*|expires?_?(?:in|at)|ttl|at|age|date|time|hint|regex|pattern|format|version|alg|algorithm|algo|"
    r"index|class|"
    r"scheme|header|dir|directory|folder|store|enabled?|disabled?|required|min|max|prefix|suffix|column|ref|arn|"
    r"usage|"
    r"placeholder|text|message|msg|error|err|title|description|desc|help|button|form|input|changed|change|reset|"
    r"strength|"
    r"confirm\w*|exists|valid|validator|validation|manager|provider|service|domain|region|mode|method|flow|cost|"
    r"rounds|"
    r"attempts?|level|scope|status|state|timeout|duration|handler|func|callback|param|location|issuer|audience|"
    r"host|port)"
    r"s?\Z(?<!webhook_url)"
)
_LEET = re.compile(r"[A-Za-z]\d{1,3}[a-z]")
_NUMBER_AT_END = re.compile(r"[^\W\d_]{3,}[_-]?\d{2,6}\Z")
_ENV_NAME = re.compile(r"[A-Z][A-Z0-9_]*\Z")
_CMDLET = re.compile(r"[A-Z][a-z]{2,12}-[A-Z][A-Za-z]{2,30}\Z")
_NAMES_A_SECRET = re.compile(r"(?i:passw|secret|token|credential)|Key(?:[A-Z]|\Z)|(?:^|_)key\Z")
_QUOTED_COMMA = re.compile(r"[\"'`]\s*,")
_FLAG = re.compile(r"--?[\w-]*\Z")
_HASH_NEAR = re.compile(
    r"(?:sha-?(?:1|224|256|384|512)|md5|etag|integrity|checksum|digest|fingerprint|thumbprint|commit|revision|\brev|"
    r"crc|blake2?\w*|trace|request|correlation)[\w.\-]*[\"']?\s*[:=\-]?\s*[\"']?(?:sha\d+[:\-])?\Z",
    re.IGNORECASE,
)
_GAP_ID = re.compile(
    r"(?:[_\-. ]|\b)(?:id|ids|uid|sha|sha1|sha256|md5|hash|commit|trace|etag|version|checksum|digest|public|pub|"
    r"fingerprint|"
    r"build|rev|revision|request|tenant|subscription|org|project|device|user|username|account|url|host|email|name)"
    r"[\"']?[\s:=>\"'(]*\Z",
    re.IGNORECASE,
)
_KEYED_GAP = re.compile(r"key|token|secret|auth|pass|pwd|cred|private|api|bearer|access", re.IGNORECASE)
_HOST_USER = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}\Z")
_ELEMENT = re.compile(r"[\w.\-]+")
_SHORTEST_PASSWORD: Final = 4
_PROSE = re.compile(
    r"\b(?:the|your|you|a|an|is|are|of|for|to|and|or|not|must|should|please|enter|with|api|key|keys|token|"
    r"password|secret|"
    r"client|missing|invalid|error|failed|required|from|this|that|in|on|by|access|user|login|auth|account|der|die|"
    r"das|"
    r"ihr|le|la|les|de|el|su|wrong|new|old|current|confirm|field|value|use|no|only|forgot|reset|change|managed)\b",
    re.IGNORECASE,
)


def token(argument: str) -> Validator:
    """A token known by its prefix: not a placeholder, and with at least this entropy (bits a character)."""
    least = float(argument or 2.5)

    def check(value: str, _match: re.Match[str]) -> bool:
        return entropy(value) >= least and not is_placeholder(value)

    return check


def near(argument: str) -> Validator:
    """A value of a known shape near its provider's name: random, and not an identifier of something else.

    With the argument `keyed` a word such as key or token must stand between the two.
    """
    keyed = argument == "keyed"

    def check(value: str, match: re.Match[str]) -> bool:
        start = _start(match)
        gap = match.string[match.start() : start]
        if keyed and not _KEYED_GAP.search(gap):
            return False
        if _GAP_ID.search(gap) or _HASH_NEAR.search(gap) or is_placeholder(value):
            return False
        return entropy(value) >= 2.0 and not is_identifier(value)

    return check


def assigned(argument: str) -> Validator:
    """The value of an assignment, by its name: `password` for passwords, `key` for all other secrets."""
    wanted = {"password": "password", "key": "key"}[argument]

    def check(value: str, match: re.Match[str]) -> bool:
        name = _name_of(match)
        kind = _kind(name)
        if not kind.startswith(wanted) or _listed(match):
            return False
        quoted = _is_quoted(match)
        if is_placeholder(value) or _calls(value, match, quoted=quoted):
            return False
        if wanted == "password":
            return _password_value(value, name, match, quoted=quoted)
        return _key_value(value, name, match, strong=kind == "key", quoted=quoted)

    return check


def password(argument: str) -> Validator:
    """A password whose place in the syntax is certain: only variables and stand-ins are turned down.

    The argument says where: `url`, `command`, or `literal` (an argument of a call, where words are names of fields).
    """

    def check(value: str, match: re.Match[str]) -> bool:
        if is_placeholder(value) or (value[0] in "$<[{" and not value.startswith("{j")):
            return False
        if value.isupper() and "_" in value and is_identifier(value):
            return False
        user = match.groupdict().get("user") or match.string[max(0, match.start() + 3) : _start(match) - 1]
        if (argument == "url" and _HOST_USER.match(user)) or value.startswith("//"):
            return False
        if argument == "literal":
            return not value.isalpha() and len(value) >= 8 and not is_identifier(value)
        if argument == "flag" and value.isalpha() and is_word(value):
            return False
        if argument == "command" and value.isdigit() and len(value) < 6:
            return False
        return value != user and not (value.isalpha() and user.endswith(value))

    return check


def element(_argument: str) -> Validator:
    """Text of an XML element, or value of a name and value pair, whose name says password, secret or key."""

    def check(value: str, match: re.Match[str]) -> bool:
        head = match[0][: _start(match) - match.start()]
        kind = _kind(match[1] if match.re.groups > 1 else _ELEMENT.findall(head)[-1])
        if not kind or is_placeholder(value) or is_code(value) or value[0] in "$%@#":
            return False
        if kind == "password":
            return not (" " in value and _PROSE.search(value)) and len(value) >= _SHORTEST_PASSWORD
        return is_random(value, 12) and " " not in value

    return check


def random_or_quoted(_argument: str) -> Validator:
    """A value that stands in quotes, or is random."""

    def check(value: str, match: re.Match[str]) -> bool:
        return not is_placeholder(value) and (_is_quoted(match) or is_random(value, 8))

    return check


def blob(argument: str) -> Validator:
    """A long random value; the argument is the least number of characters."""
    shortest = int(argument or 16)

    def check(value: str, match: re.Match[str]) -> bool:
        start = _start(match)
        before = match.string[max(0, start - 40) : start]
        if _HASH_NEAR.search(before) or _listed(match) or _NOT_A_SECRET.search(_snake(_name_of(match))):
            return False
        return is_random(value, shortest) and not is_placeholder(value) and not is_code(value)

    return check


def basic(_argument: str) -> Validator:
    """Credentials of HTTP Basic authentication (RFC 7617): base64 of printable `user:password`."""

    def check(value: str, _match: re.Match[str]) -> bool:
        try:
            plain = base64.b64decode(value + "=" * (-len(value) % 4))
        except (binascii.Error, ValueError):
            return False
        readable = sum(32 <= byte < 127 for byte in plain) >= 0.9 * len(plain)
        return (b":" in plain and readable) or is_random(value, 16)

    return check


def jwt(_argument: str) -> Validator:
    """A JSON Web Token (RFC 7519) that is signed: one with `alg` none proves nothing to anybody."""

    def check(value: str, _match: re.Match[str]) -> bool:
        try:
            header = base64.urlsafe_b64decode(value.partition(".")[0] + "===")
        except (binascii.Error, ValueError):
            header = b""
        return b'"none"' not in header and not is_placeholder(value[:24])

    return check


def _start(match: re.Match[str]) -> int:
    return match.start("value" if "value" in match.re.groupindex else 0)


def _end(match: re.Match[str]) -> int:
    return match.end("value" if "value" in match.re.groupindex else 0)


@lru_cache(maxsize=2048)
def _snake(name: str) -> str:
    return _HUMP.sub("_", name).replace("-", "_").lower()


def _name_of(match: re.Match[str]) -> str:
    """The whole identifier around the keyword with which the match begins."""
    text, start = match.string, match.start()
    before = _NAME_BEFORE.search(text, max(0, start - 60), start)
    rest = _NAME.match(text, start, _start(match))
    return ((before[0] if before else "") + (rest[0] if rest else "")).lstrip("$")


def _listed(match: re.Match[str]) -> bool:
    """An item of a list or a qualified type rather than a name: `'pwd', 'quick'`, `AWS::IAM::AccessKey`."""
    text, start = match.string, match.start()
    before = _NAME_BEFORE.search(text, max(0, start - 60), start)
    at = before.start() if before else start
    if text[max(0, at - 2) : at] == "::":
        return True
    gap = text[start : _start(match)]
    return "," in gap and not (_QUOTED_COMMA.search(gap) and text[max(0, at - 2) : at - 1] in ("(", "["))


@lru_cache(maxsize=2048)
def _kind(name: str) -> str:
    """`password`, `key` (strong), `key?` (weak) or nothing, for an identifier."""
    snake = _snake(name)
    tail = snake[-48:].rstrip("_.")
    if _NOT_A_SECRET.search(tail):
        return ""
    if _PASSWORD_NAME.search(tail):
        return "password"
    if _STRONG_NAME.search(tail):
        return "key"
    return "key?" if _WEAK_NAME.search(tail) else ""


def _is_quoted(match: re.Match[str]) -> bool:
    start = _start(match)
    return start > 0 and match.string[start - 1] in "\"'`"


def _calls(value: str, match: re.Match[str], *, quoted: bool) -> bool:
    """Code that computes the value: a call, an index, a path of attributes, concatenation, a type."""
    if quoted:
        after = match.string[_end(match) + 1 : _end(match) + 3]
        # A quoted name followed by a colon is itself a key.
        return bool(is_code(value) and "@" not in value and entropy(value) < 4.2) or after[:1] == ":"
    after = match.string[_end(match) : _end(match) + 2]
    if _CMDLET.match(value) or (value.isidentifier() and not _LEET.search(value) and _NAMES_A_SECRET.search(value)):
        return True
    if after[:1] in ("(", "[", "{", "<") or value[0] in "({[&" or after == " {":
        return True
    # `NAME=Gr0use.Moor` in an environment is a literal.
    assigned = match.string[_start(match) - 1 : _start(match)] == "="
    literal = assigned and _ENV_NAME.match(_name_of(match)) and _LEET.search(value)
    return not literal and is_code(value)


def _password_value(value: str, name: str, match: re.Match[str], *, quoted: bool) -> bool:
    if len(value) < _SHORTEST_PASSWORD or value == name:
        return False
    if " " in value:
        return quoted and len(value) <= 64 and not _PROSE.search(value) and not value[0].isupper()
    if any(mark in value for mark in ("://", "@@", ":/", '".', "'.")):
        return False
    gap = match.string[match.start() : _start(match)]
    if name.lower() == "pass" and not set(gap) & set("=:>("):
        return False
    plain = value.isalpha()
    low = value.lower()
    if ("passw" in low and is_identifier(value)) or low in _snake(name).split("_"):
        return False
    if quoted:
        if "(" in gap and value.isalpha() and value.islower():
            return not is_word(value) and len(value) > 5
        return not ("_" in value and is_identifier(value) and (value.isupper() or "hash" in low))
    if _LEET.search(value) or match.string[match.start() - 1 : match.start()] == ";":
        return True
    if (plain and is_word(value)) or (is_identifier(value) and ("_" in value or not value.islower())):
        # A bare word: a value in an environment file or after a flag, a name in code.
        before = match.string[max(0, match.start() - 50) : match.start()]
        return _literal_place(name, before, match) and not (value[0].isupper() and value[1:].isupper() and "_" in value)
    return True


def _literal_place(name: str, before: str, match: re.Match[str]) -> bool:
    """Whether unquoted words are literals here: `NAME=value`, `--flag value`."""
    gap = match.string[match.start() : _start(match)]
    if _ENV_NAME.match(name.rsplit(".", maxsplit=1)[-1]) and gap.endswith("="):
        return True
    if gap.endswith("=") and "." in name and _end(match) == _line_end(match):
        return True
    if _numbered_literal(gap, match):
        return True
    return bool(_FLAG.search(before + gap.rstrip(" =")))


def _numbered_literal(gap: str, match: re.Match[str]) -> bool:
    """`password=harbor_6354` in a file of settings, a log or a query: no name ends so, and no code goes on so."""
    value = match.string[_start(match) : _end(match)]
    if not _NUMBER_AT_END.search(value) or '"' in gap or "'" in gap:
        return False
    if gap.endswith("=") and " " not in gap:
        return match.string[_end(match) : _end(match) + 1] in ("", "\n", " ", "\t", "&", "\r")
    return _end(match) == _line_end(match)


def _line_end(match: re.Match[str]) -> int:
    # Far enough to see whether anything but the value stands there, and no further: a text may be one long line.
    behind = match.string[_end(match) : _end(match) + 200].partition("\n")[0]
    return _end(match) + len(behind.rstrip())


def _key_value(value: str, name: str, match: re.Match[str], *, strong: bool, quoted: bool) -> bool:
    start = _start(match)
    if _HASH_NEAR.search(match.string[max(0, start - 40) : start]) or " " in value or "\\" in value:
        return False
    parts = _snake(name).split("_")
    if is_uuid(value):
        return (strong or len(parts) > 1) and entropy(value) > 2 and not name.lower().endswith(("id", "kid"))
    if strong:
        if is_random(value, 8):
            return True
        letters = "".join(filter(str.isalpha, value))
        if quoted and "secret" in parts[-1] and len(value) >= 6 and not value.isalpha() and not is_word(letters):
            return is_random(value, 6) or sum(map(str.isdigit, value)) >= 3
        return (quoted and value.isdigit() and len(value) >= 12) or (len(letters) >= 20 and not is_identifier(value))
    if "." in value and sum(map(str.isdigit, value)) < 4:
        return False
    return len(value) >= 16 and is_random(value, 16) and entropy(value) >= 2.5
