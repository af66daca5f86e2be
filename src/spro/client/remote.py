"""`Spro(api_url=...)`: the same client, with the work done by a Spro server (docs/api.md)."""

from __future__ import annotations

import random
import re
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Mapping
from http import HTTPStatus
from pathlib import Path
from secrets import token_hex
from typing import Any, Final, NoReturn
from urllib.parse import quote, urlsplit

from spro.client.explanation import Explanation
from spro.client.secured import SecuredText
from spro.client.spro import Spro
from spro.config import Settings
from spro.detection.attacks.finding import Source
from spro.detection.overlaps import resolve
from spro.engine import Secured
from spro.errors import (
    APIError,
    AuthenticationError,
    BlockedError,
    ConfigurationError,
    DetectionError,
    InvalidAPIKeyError,
    PolicyError,
    ValidationError,
)
from spro.masking import MappingLookup, Masked, Record, StreamRestorer
from spro.model import Finding

__all__ = ["RemoteSpro"]

_ATTEMPTS: Final = 4
_FIRST, _LONGEST, _PATIENCE = 0.25, 8.0, 30.0
_TIMEOUT: Final = 30.0
_BATCH: Final = 1000
_SCOPES: Final = 1024
_WRONG_KEY: Final = (401, 453)  # 453 is the hosted service's
_COUNTED: Final = re.compile(r"([A-Z_]+) x(\d+)")
_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


class RemoteSpro(Spro):
    """A client of a Spro server. Made by `Spro` when ``api_url`` or ``SPRO_API_URL`` says where it is.

    Calls are repeated, with growing pauses, after errors of the connection, 429 and 5xx. Rules, terms and keys are the
    server's: arguments for them are refused here.

    Raises:
        ConfigurationError: an argument that only works in-process, a malformed address, or httpx is not installed.
    """

    def __init__(  # settings of a client, by name
        self,
        api_key: str | None = None,
        api_url: str | None = None,
        *,
        policy: Any = None,
        ttl: float = 3600.0,
        timeout: float = _TIMEOUT,
        sleep: Callable[[float], None] = time.sleep,
        **in_process: Any,
    ) -> None:
        settings = Settings.from_environment()
        given = sorted(name for name, value in in_process.items() if value not in (None, (), {}, False))
        if given:
            raise ConfigurationError(f"{', '.join(given)}: the server decides; leave it out, or leave out api_url")
        if isinstance(policy, Path) or (policy is not None and not isinstance(policy, str)):
            raise ConfigurationError("policy must be the name of one of the server's policies")
        self._url = (api_url or settings.api_url).rstrip("/")
        key = api_key or settings.api_key
        self._http = _client(self._url, key, timeout)
        self._sleep = sleep
        self._named = policy or ""
        self._own = "own_" + token_hex(16)
        self._lock = threading.Lock()
        self._values: OrderedDict[str, dict[str, str]] = OrderedDict()

    def __repr__(self) -> str:
        return f"<Spro at {self._url!r}>"

    @property
    def policy(self) -> NoReturn:
        """Not known here."""
        raise ConfigurationError("the policy is the server's: GET /spro/v1/policies")

    @property
    def reads_names(self) -> NoReturn:
        """Not known here."""
        raise ConfigurationError("whether names are looked for by the model is the server's business")

    def secure(  # as the in-process client
        self,
        prompt: str,
        mask_type: str | None = None,
        mask_character: str = "*",
        entities: Collection[str] = (),
        *,
        mask_char: str | None = None,
        scope: str | None = None,
    ) -> SecuredText:
        """As `Spro.secure`.

        Raises:
            APIError: the server cannot be reached or failed; with the others of `Spro.secure`.
        """
        began = time.perf_counter()
        if not isinstance(prompt, str) or not prompt:
            raise ValidationError("prompt must be a non-empty str")
        home = scope or self._own
        body = self._options(mask_type, mask_char or mask_character, entities, home)
        said = self._call("POST", "/spro/v1/secure", body | {"text": prompt})
        return self._secured(prompt, said, home, body, time.perf_counter() - began)

    def secure_many(self, prompts: Iterable[str], *, scope: str | None = None, **options: Any) -> list[SecuredText]:
        """As `Spro.secure_many`, a thousand texts a call."""
        if isinstance(prompts, str) or not isinstance(prompts, Iterable):
            raise ValidationError("prompts must be a list of str")
        texts = list(prompts)
        if not all(isinstance(text, str) and text for text in texts):
            raise ValidationError("prompt must be a non-empty str")
        home = scope or self._own
        character = options.get("mask_char") or options.get("mask_character", "*")
        body = self._options(options.get("mask_type"), character, options.get("entities", ()), home)
        found: list[SecuredText] = []
        for start in range(0, len(texts), _BATCH):
            began = time.perf_counter()
            part = texts[start : start + _BATCH]
            said = self._call("POST", "/spro/v1/secure/batch", body | {"texts": part})
            spent = (time.perf_counter() - began) / len(part)
            found += [
                self._secured(text, item, home, body, spent) for text, item in zip(part, said["results"], strict=True)
            ]
        return found

    def detect(self, text: str, entities: Collection[str] = (), *, all: bool = False) -> list[Finding]:  # noqa: A002
        """As `Spro.detect`."""
        return resolve([explained.finding for explained in self._explained(text, entities, everything=all)])

    def explain(self, text: str) -> list[Explanation]:
        """As `Spro.explain`; validators and references are the server's and not sent."""
        return self._explained(text, (), everything=True)

    def attacks(self, text: str, source: Source = "user", *, threshold: float | None = None) -> NoReturn:
        """Not offered by the server's interface: it looks for attacks where its policy says so."""
        raise ConfigurationError("attacks are looked for by the server, under its policy")

    def restore(self, text: str, scope: str | None = None) -> str:
        """As `Spro.restore`; without ``scope`` the values of this client's own calls."""
        if not isinstance(text, str):
            raise ValidationError(f"text must be a str, not {type(text).__name__}")
        said: dict[str, Any] = self._call("POST", "/spro/v1/restore", {"text": text, "scope": scope or self._own})
        return str(said["text"])

    def restorer(self, scope: str | None = None) -> StreamRestorer:
        """As `Spro.restorer`, with the values that this client has sent in the scope."""
        with self._lock:
            return StreamRestorer(MappingLookup(dict(self._values.get(scope or self._own, {}))))

    def forget(self, scope: str | None = None) -> None:
        """As `Spro.forget`."""
        home = scope or self._own
        with self._lock:
            self._values.pop(home, None)
        self._call("DELETE", f"/spro/v1/scopes/{quote(home, safe='')}", None)

    def close(self) -> None:
        """Forget what is kept here and close the connections; the server's values expire."""
        with self._lock:
            self._values.clear()
        self._http.close()

    def _guard(self, attachments: str) -> NoReturn:
        raise ConfigurationError("with api_url, use the server as a gateway: base_url instead of http_client")

    def _options(self, mask_type: str | None, mask_char: str, entities: Collection[str], scope: str) -> dict[str, Any]:
        if isinstance(entities, str) or not all(isinstance(name, str) for name in entities):
            raise ValidationError("entities must be a list of str")
        if not isinstance(mask_char, str) or len(mask_char) != 1:
            raise ValidationError("mask_character must be one character")
        body = {"scope": scope, "values": True, "mask_char": mask_char, "entities": list(entities)}
        return body | ({"mask_type": mask_type} if mask_type else {}) | ({"policy": self._named} if self._named else {})

    def _secured(
        self, prompt: str, said: Mapping[str, Any], scope: str, body: Mapping[str, Any], spent: float
    ) -> SecuredText:
        values: dict[str, str] = said.get("values") or {}
        with self._lock:
            self._values.setdefault(scope, {}).update(values)
            self._values.move_to_end(scope)
            while len(self._values) > _SCOPES:
                self._values.popitem(last=False)
        findings, records, shift = [], [], 0
        for item in said["entities"]:
            start, end, new = item["start"], item["end"], item["replacement"]
            findings.append(Finding(start, end, item["type"], item["score"], item.get("subtype", "")))
            operator = "placeholder" if new in values else "redact"
            subtype = item.get("subtype", "")
            place = start + shift, start + shift + len(new)
            records.append(Record(start, end, *place, item["type"], subtype, operator, prompt[start:end]))
            shift += len(new) - (end - start)
        scores = [finding.score for finding in findings]
        metadata = {
            "mask_char": body["mask_char"],
            "mask_type": body.get("mask_type", "policy"),
            "policy": said["policy"],
            "detected_entities": len(findings),
            "redacted_entities": len(findings),
            "confidence": round(100 * sum(scores) / len(scores), 1) if scores else 100.0,
            "processing_time": spent,
        }
        secured = Secured(tuple(findings), Masked(said["text"], tuple(records)))
        return SecuredText.of(secured, metadata, said["request_id"])

    def _explained(self, text: str, entities: Collection[str], *, everything: bool) -> list[Explanation]:
        if not isinstance(text, str):
            raise ValidationError(f"text must be a str, not {type(text).__name__}")
        body = {"text": text, "entities": list(entities), "all": everything}
        if self._named:
            body["policy"] = self._named
        said = self._call("POST", "/spro/v1/detect", body)
        return [
            Explanation(
                Finding(
                    item["start"], item["end"], item["type"], item["score"], item.get("subtype", ""), item["rule"],
                    item["proof"], item.get("document", ""), item.get("share", 0.0),
                ),
                item.get("why", ""), item["proof"], (), (), item["action"], 0.0, item.get("law", ""), item["acted"],
            )
            for item in said["findings"]
        ]  # fmt: skip

    def _call(self, method: str, path: str, body: Mapping[str, Any] | None) -> dict[str, Any]:
        import httpx

        pause = _FIRST
        for attempt in range(1, _ATTEMPTS + 1):
            wait = pause * random.uniform(0.5, 1.5)  # noqa: S311  # so that many clients do not come back at once
            try:
                reply = self._http.request(method, path, json=body)
            except httpx.TransportError as error:
                if attempt == _ATTEMPTS:
                    raise APIError(f"{self._url} cannot be reached ({type(error).__name__})") from None
            else:
                if reply.status_code < 400:
                    return dict(reply.json())
                said = _problem(reply)
                if not _passing(reply.status_code, said) or attempt == _ATTEMPTS:
                    raise _error(reply.status_code, said)
                asked = reply.headers.get("retry-after", "")
                wait = max(wait, min(float(asked), _PATIENCE)) if asked.isdigit() else wait
            self._sleep(wait)
            pause = min(2 * pause, _LONGEST)
        raise AssertionError  # the last attempt returns or raises


def _client(url: str, key: str, timeout: float) -> Any:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query:
        raise ConfigurationError("api_url must be http(s)://host[:port], without user or query")
    if parts.scheme == "http" and parts.hostname not in _LOOPBACK and key:
        # A key and the very texts that should be protected would be read on the way.
        raise ConfigurationError("api_url must be https:// for another machine")
    try:
        import httpx
    except ImportError:
        raise ConfigurationError("a remote Spro needs httpx: install the `remote` extra") from None
    headers = {"user-agent": "spro-python", **({"authorization": f"Bearer {key}"} if key else {})}
    return httpx.Client(base_url=url, headers=headers, timeout=httpx.Timeout(timeout, connect=min(timeout, 5.0)))


def _problem(reply: Any) -> dict[str, str]:
    try:
        said = reply.json()
    except ValueError:
        said = None
    if not isinstance(said, dict):
        return {"code": "", "detail": ""}
    return {"code": str(said.get("type", "")).rpartition("/")[2], "detail": str(said.get("detail", ""))}


def _passing(status: int, said: Mapping[str, str]) -> bool:
    """Whether the same call may work in a moment."""
    return status == HTTPStatus.TOO_MANY_REQUESTS or (status >= 500 and said["code"] != "detection_failed")


def _error(status: int, said: Mapping[str, str]) -> Exception:
    code, detail = said["code"], said["detail"]
    if code == "blocked_by_policy":
        return BlockedError({name: int(count) for name, count in _COUNTED.findall(detail)})
    if code == "detection_failed":
        return DetectionError(detail)
    if code == "unknown_policy":
        return PolicyError(detail)
    if status in _WRONG_KEY:
        return InvalidAPIKeyError(detail or "the API key is unknown, revoked or expired")
    if status == HTTPStatus.FORBIDDEN:
        return AuthenticationError(detail or "the API key may not do this")
    if status in (HTTPStatus.BAD_REQUEST, HTTPStatus.UNPROCESSABLE_ENTITY):
        return ValidationError(detail or "the server does not take the request")
    return APIError(f"the server answered {status}{': ' + detail if detail else ''}")
