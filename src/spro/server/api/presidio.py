"""Presidio's REST interface, so that a system with a Presidio address in its settings only changes the address.

Fields and defaults as in Presidio's own description (https://microsoft.github.io/presidio/api-docs/api-docs.html),
for `/analyze`, `/anonymize`, `/recognizers`, `/supportedentities` and `/health`.
"""

from __future__ import annotations

import base64
import hashlib
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any, Final, NamedTuple

from msgspec import Meta, Struct

from spro.detection.overlaps import resolve
from spro.errors import InvalidEntityError, ValidationError
from spro.model import ENTITY_TYPES, Finding, canonical
from spro.server.api.service import Service

__all__ = ["PRESIDIO", "Compatible", "CompatibleOperation", "PresidioError"]


class PresidioAnalyze(Struct):
    """A text, or a list of texts. Fields that are not named here do nothing."""

    text: Annotated[str, Meta(min_length=1)] | list[str]
    language: str = "en"
    entities: list[str] | None = None
    score_threshold: float | None = None
    allow_list: list[str] | None = None
    ad_hoc_recognizers: Annotated[list[dict[str, Any]], Meta(max_length=100)] | None = None
    return_decision_process: bool | None = None


class PresidioResult(Struct):
    """A finding of `/analyze`."""

    start: int
    end: int
    entity_type: str
    score: float = 1.0


class PresidioAnonymize(Struct):
    """A text, its findings, and what to do with each type (or `DEFAULT`)."""

    text: str
    analyzer_results: list[PresidioResult]
    anonymizers: dict[str, dict[str, Any]] | None = None


class PresidioItem(Struct):
    """What stands in the place of a finding."""

    start: int
    end: int
    entity_type: str
    text: str
    operator: str


class PresidioAnonymized(Struct):
    """The text with its findings replaced."""

    text: str
    items: list[PresidioItem]


class PresidioError(Struct):
    """What was wrong."""

    error: str


class CompatibleOperation(NamedTuple):
    """As `operations.Operation`; ``answer`` is any type that msgspec can describe."""

    id: str
    method: str
    path: str
    summary: str
    asked: type[Struct] | None
    answer: Any
    errors: tuple[int, ...] = ()


PRESIDIO: Final = (
    CompatibleOperation(
        "analyze", "POST", "/analyze", "Presidio's call: findings of a text, or of each of several", PresidioAnalyze,
        list[PresidioResult | list[PresidioResult]],
    ),
    CompatibleOperation(
        "anonymize", "POST", "/anonymize", "Presidio's call: replace findings", PresidioAnonymize, PresidioAnonymized,
    ),
    CompatibleOperation("recognizers", "GET", "/recognizers", "Presidio's call: what looks", None, list[str]),
    CompatibleOperation("supported", "GET", "/supportedentities", "Presidio's call: types", None, list[str]),
    CompatibleOperation("health", "GET", "/health", "Presidio's call: is it up", None, str),
)  # fmt: skip
"""What is described here is read leniently, as Presidio does: see `Compatible`."""
# Ours -> theirs, where they differ.
_THEIRS: Final = {
    "EMAIL": "EMAIL_ADDRESS",
    "PHONE": "PHONE_NUMBER",
    "IBAN": "IBAN_CODE",
    "CRYPTO_WALLET": "CRYPTO",
    "ADDRESS": "LOCATION",
    "DATE": "DATE_TIME",
    "DATE_OF_BIRTH": "DATE_TIME",
    "NATIONALITY": "NRP",
    "BANK_ACCOUNT": "US_BANK_NUMBER",
    "DRIVER_LICENSE": "US_DRIVER_LICENSE",
    "PROVIDER_ID": "MEDICAL_LICENSE",
}
_MOST: Final = 100


class Compatible:
    """Presidio's operations on our engine."""

    def __init__(self, service: Service) -> None:
        self._service = service

    def analyze(self, asked: Mapping[str, Any]) -> Any:
        """Findings of a text, or of each of a list of texts."""
        text = asked.get("text")
        if isinstance(text, list) and all(isinstance(item, str) for item in text):
            return [self._analyzed(item, asked) for item in text]
        if not isinstance(text, str) or not text:
            raise ValidationError("No text provided")
        return self._analyzed(text, asked)

    def anonymize(self, asked: Mapping[str, Any]) -> Any:
        """The text with each of the given results replaced by its anonymizer."""
        text, results = asked.get("text"), asked.get("analyzer_results")
        if not isinstance(text, str) or not isinstance(results, list):
            raise ValidationError("text and analyzer_results are needed")
        anonymizers = asked.get("anonymizers") or {}
        if not isinstance(anonymizers, dict):
            raise ValidationError("anonymizers must be an object")
        findings = resolve(sorted(_result(item, len(text)) for item in results))
        out, at, items = "", 0, []
        for finding in findings:
            out += text[at : finding.start]
            chosen = anonymizers.get(finding.type) or anonymizers.get("DEFAULT") or {"type": "replace"}
            name, value = _replaced(text[finding.start : finding.end], finding.type, chosen)
            end = len(out) + len(value)
            items.append({"start": len(out), "end": end, "entity_type": finding.type, "text": value, "operator": name})
            out += value
            at = finding.end
        return {"text": out + text[at:], "items": items[::-1]}

    def recognizers(self, _asked: Mapping[str, Any]) -> list[str]:
        """Names of what looks for something."""
        return ["SproRules", "SproNames", "SproFields"]

    def supported(self, _asked: Mapping[str, Any]) -> list[str]:
        """All entity types, in Presidio's words."""
        return sorted({_THEIRS.get(name, name) for names in ENTITY_TYPES.values() for name in names})

    def health(self, _asked: Mapping[str, Any]) -> str:
        """That the service is up."""
        return "Presidio Analyzer service is up"

    def _analyzed(self, text: str, asked: Mapping[str, Any]) -> list[dict[str, Any]]:
        threshold = asked.get("score_threshold") or 0.0
        if not isinstance(threshold, int | float):
            raise ValidationError("score_threshold must be a number")
        engine, plan = self._service.engine()
        found = [(item, _their(item)) for item in engine.detect(text, plan, everything=True)]
        found += [(item, item.type) for item in _ad_hoc(text, asked.get("ad_hoc_recognizers") or ())]
        wanted = _wanted(asked.get("entities") or ())
        allowed = set(asked.get("allow_list") or ())
        explain = bool(asked.get("return_decision_process"))
        answers = []
        for item, name in found:
            if item.score < threshold or (wanted is not None and not ({name, item.type, item.subtype} & wanted)):
                continue
            if text[item.start : item.end] not in allowed:
                answers.append(_answer(item, name, explain=explain))
        return sorted(answers, key=lambda answer: (-answer["score"], answer["start"]))


def _answer(item: Finding, name: str, *, explain: bool) -> dict[str, Any]:
    said = {"recognizer": "Spro", "pattern_name": item.rule, "score": item.score, "textual_explanation": item.proof}
    return {
        "entity_type": name,
        "start": item.start,
        "end": item.end,
        "score": round(item.score, 3),
        "analysis_explanation": said if explain else None,
        "recognition_metadata": {"recognizer_name": "Spro", "recognizer_identifier": item.rule},
    }


def _their(item: Finding) -> str:
    """A country's id has a name of its own with them, as with us in the subtype."""
    return item.subtype or _THEIRS.get(item.type, item.type)


def _wanted(names: Any) -> set[str] | None:
    if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
        raise ValidationError("entities must be a list of str")
    if not names:
        return None
    found: set[str] = set()
    for name in names:
        try:
            type_, subtype = canonical(name)
        except InvalidEntityError:
            found.add(name)  # it may be one of an ad hoc recognizer
        else:
            found |= {name, subtype or type_}
    return found


def _ad_hoc(text: str, recognizers: Any) -> Iterable[Finding]:
    """Word lists that came with the request. Patterns are refused: nothing here bounds what a foreign one may cost."""
    if not isinstance(recognizers, list | tuple) or len(recognizers) > _MOST:
        raise ValidationError("ad_hoc_recognizers must be a list")
    for item in recognizers:
        if not isinstance(item, dict) or not isinstance(item.get("supported_entity"), str):
            raise ValidationError("an ad hoc recognizer needs supported_entity")
        words = [word for word in item.get("deny_list") or () if isinstance(word, str) and word]
        if item.get("patterns"):
            raise ValidationError(
                "ad hoc patterns are not supported; give a deny_list, or write a rule (docs/rules.md)"
            )
        for word in words:
            for match in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text):
                yield Finding(*match.span(), item["supported_entity"], 1.0, "", "ad-hoc", "term")


def _result(item: Any, size: int) -> Finding:
    try:
        start, end, name, score = item["start"], item["end"], item["entity_type"], item.get("score", 1.0)
    except (TypeError, KeyError, AttributeError):
        raise ValidationError("a result needs start, end and entity_type") from None
    whole = isinstance(start, int) and isinstance(end, int) and isinstance(name, str)
    if not whole or not isinstance(score, int | float) or not 0 <= start < end <= size:
        raise ValidationError("a result's start and end must lie in the text")
    return Finding(start, end, name, float(score))


def _replaced(value: str, name: str, chosen: Mapping[str, Any]) -> tuple[str, str]:
    kind = chosen.get("type", "replace") if isinstance(chosen, Mapping) else None
    operator = _OPERATORS.get(kind) if isinstance(kind, str) else None
    if operator is None:
        raise ValidationError(f"an anonymizer's type must be one of {', '.join(_OPERATORS)}")
    return str(kind), operator(value, name, chosen)


def _replace(_value: str, name: str, chosen: Mapping[str, Any]) -> str:
    new = chosen.get("new_value")
    return new if isinstance(new, str) and new else f"<{name}>"


def _mask(value: str, _name: str, chosen: Mapping[str, Any]) -> str:
    sign, count = chosen.get("masking_char"), chosen.get("chars_to_mask")
    if not isinstance(sign, str) or len(sign) != 1 or not isinstance(count, int):
        raise ValidationError("mask needs masking_char (one character) and chars_to_mask")
    count = max(0, min(count, len(value)))
    if chosen.get("from_end"):
        return value[: len(value) - count] + sign * count
    return sign * count + value[count:]


def _hash(value: str, _name: str, chosen: Mapping[str, Any]) -> str:
    kind = chosen.get("hash_type", "sha256")
    if kind not in ("sha256", "sha512"):
        raise ValidationError("hash_type must be sha256 or sha512")
    salt = chosen.get("salt")
    # Without a salt short values can be guessed from their digests; Presidio salts at random since 2.2.361, too.
    salted = salt.encode() if isinstance(salt, str) and salt else secrets.token_bytes(16)
    return hashlib.new(kind, salted + value.encode("utf-8", "surrogatepass")).hexdigest()


def _encrypt(value: str, _name: str, chosen: Mapping[str, Any]) -> str:
    """AES-CBC with PKCS#7, the nonce in front, base64url: what Presidio's decrypt operator reads."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from cryptography.hazmat.primitives.padding import PKCS7

    key = chosen.get("key")
    raw = key.encode() if isinstance(key, str) else b""
    if len(raw) not in (16, 24, 32):
        raise ValidationError("encrypt needs a key of 128, 192 or 256 bits")
    nonce = secrets.token_bytes(16)
    padder = PKCS7(128).padder()
    padded = padder.update(value.encode("utf-8", "surrogatepass")) + padder.finalize()
    cipher = Cipher(algorithms.AES(raw), modes.CBC(nonce)).encryptor()
    return base64.urlsafe_b64encode(nonce + cipher.update(padded) + cipher.finalize()).decode()


_OPERATORS: Final[Mapping[str, Callable[[str, str, Mapping[str, Any]], str]]] = {
    "replace": _replace,
    "redact": lambda _value, _name, _chosen: "",
    "mask": _mask,
    "hash": _hash,
    "encrypt": _encrypt,
    "keep": lambda value, _name, _chosen: value,
}
