"""Which protection a request gets: policy and options from settings and headers, its owner, its scope."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from spro.errors import PolicyError
from spro.policy import Policy
from spro.server.settings import GatewaySettings
from spro.server.tenants import Prepared, Tenants
from spro.storage.keys import AccessKey, Keys
from spro.storage.platform import Platform
from spro.storage.state import State
from spro.vault import Scope, Vault
from spro.wire.conversation import first_words
from spro.wire.endpoint import Endpoint
from spro.wire.exchange import Exchange, Options, Protector
from spro.wire.readings import Readings
from spro.wire.refusal import RefusalError

__all__ = ["Owner", "Protection", "Store"]

_LONGEST_NAME: Final = 200
_MOST: Final = 512
_LOOPBACK: Final = frozenset({"127.0.0.1", "localhost", "::1", "[::1]", "host.docker.internal"})


@dataclass(frozen=True, slots=True)
class Store:
    """What the gateway keeps, in memory or in a database."""

    vault: Vault
    state: State
    hash_key: bytes = field(repr=False)
    keys: Keys | None = None
    platform: Platform | None = None

    def expire(self) -> None:
        """Drop what is over."""
        if self.platform is not None:
            self.platform.expire()


@dataclass(frozen=True, slots=True)
class Owner:
    """Who a request's scopes and provider-side state belong to."""

    id: str
    key: AccessKey | None = None

    @property
    def organisation(self) -> str | None:
        """The key's; None without a key."""
        return self.key.organisation if self.key is not None else None


class Protection:
    """Makes an `Exchange` for each request.

    Args:
        settings: defaults, and what headers may change.
        store: vault and state.
        tenants: engines and plans of a policy by name.
    """

    def __init__(self, settings: GatewaySettings, store: Store, tenants: Tenants) -> None:
        self._settings = settings
        self._store = store
        self._usual = Options(settings.attachments, settings.unknown, settings.signed, settings.observe)
        self._tenants = tenants
        self._digests: dict[int, tuple[Policy, str]] = {}
        self._protectors: dict[tuple[str, Options, str | None], tuple[Prepared, Protector]] = {}

    def digest(self, protector: Protector) -> str:
        """What the policy says, as a digest."""
        policy = protector.request.policy
        held = self._digests.get(id(policy))
        if held is None:
            if len(self._digests) >= _MOST:
                self._digests.clear()
            # With the policy itself: its id is its own as long as it lives.
            held = self._digests[id(policy)] = policy, policy.digest
        return held[1]

    def warm(self) -> Protector:
        """The default protection, made ready."""
        return self._protector(self._settings.policy, self._options({}))

    def admit(self, headers: Mapping[str, str]) -> None:
        """Refuse web pages: any page that a user opens could otherwise call a gateway on the user's machine.

        Raises:
            RefusalError: 403, the origin is not on the list, or the name in the address is foreign (DNS rebinding).
        """
        settings = self._settings
        origin = headers.get("origin", "")
        own = origin.partition("://")[2] == headers.get("host", "")
        if origin and not own and origin not in settings.origins and "*" not in settings.origins:
            raise RefusalError(403, "origin_refused", "web pages may not call this gateway (setting origins)")
        if settings.host in _LOOPBACK and _host(headers.get("host", "")) not in _LOOPBACK:
            raise RefusalError(403, "host_refused", "this gateway is for programs on this machine only")

    def owner(self, headers: Mapping[str, str]) -> Owner:
        """Who asks.

        Raises:
            RefusalError: 401, a Spro key is needed or wrong.
        """
        keys = self._store.keys
        given = headers.get("x-spro-key", "") or _own_key(headers)
        if given:
            key = keys.check(given) if keys is not None else None
            if key is not None:
                return Owner(key.id, key)
            raise RefusalError(401, "invalid_spro_key", "the Spro key is unknown or revoked")
        needed = self._settings.keys
        if needed == "required" or (needed == "auto" and keys is not None and keys.exist()):
            raise RefusalError(401, "missing_spro_key", "a Spro key is needed: send it in the header X-Spro-Key")
        credential = next(
            (headers[name] for name in ("authorization", "x-api-key", "x-goog-api-key", "api-key") if name in headers),
            "",
        )
        return Owner("client:" + self._digest(credential) if credential else "anonymous")

    def exchange(
        self, headers: Mapping[str, str], owner: Owner, endpoint: Endpoint, root: Any, named: str
    ) -> tuple[str, Exchange]:
        """Policy name and exchange for a request.

        Args:
            headers: lower-case names.
            owner: who asks.
            endpoint: where to.
            root: the body, if it is JSON.
            named: an identifier of provider-side state in the path.

        Raises:
            RefusalError: 422 unknown policy or option, 404 state that this gateway does not know.
        """
        organisation = owner.organisation
        policy = self._policy(headers, organisation)
        protector = self._protector(policy, self._options(headers), organisation)
        scope, history = self._scope(headers, owner, endpoint, root, named)
        return policy, Exchange(protector, Scope(scope, self._store.vault), history=history)

    def keep(self, owner: Owner, names: list[str], scope: str) -> None:
        """A reply named things that the provider keeps for this scope."""
        for name in names:
            self._store.state.belongs(owner.id, name, scope)

    def _policy(self, headers: Mapping[str, str], organisation: str | None) -> str:
        wanted = headers.get("x-spro-policy", "")
        if not wanted or wanted == self._settings.policy:
            return self._settings.policy
        allowed = self._settings.policies
        if wanted in self._tenants.own_names(organisation):
            return wanted
        if not self._settings.overrides or (allowed and wanted not in allowed) or "/" in wanted or "." in wanted:
            raise RefusalError(422, "unknown_policy", "X-Spro-Policy names a policy that is not offered here")
        return wanted

    def _options(self, headers: Mapping[str, str]) -> Options:
        settings = self._settings
        if "x-spro-attachments" not in headers and "x-spro-unknown" not in headers:
            return self._usual
        found = {"attachments": settings.attachments, "unknown": settings.unknown}
        for name, choices in (("attachments", ("block", "keep")), ("unknown", ("mask", "refuse"))):
            value = headers.get(f"x-spro-{name}", "")
            if value and value != found[name]:
                if value not in choices or not settings.overrides:
                    raise RefusalError(
                        422, "bad_option", f"X-Spro-{name.title()} must be {' or '.join(choices)}, if allowed"
                    )
                found[name] = value
        return Options(found["attachments"], found["unknown"], settings.signed, settings.observe)

    def _protector(self, policy: str, options: Options, organisation: str | None = None) -> Protector:
        whose = organisation if self._tenants.version(organisation) else None
        try:
            prepared = self._tenants.prepare(policy, whose)
        except PolicyError:
            raise RefusalError(422, "unknown_policy", "X-Spro-Policy names a policy that does not exist") from None
        held = self._protectors.get((policy, options, whose))
        if held is None or held[0] is not prepared:
            if len(self._protectors) >= _MOST:
                self._protectors.clear()
            made = Protector(*prepared, self._store.hash_key, self._store.state, options, readings=Readings())
            held = self._protectors[policy, options, whose] = prepared, made
        return held[1]

    def _scope(
        self, headers: Mapping[str, str], owner: Owner, endpoint: Endpoint, root: Any, named: str
    ) -> tuple[str, bool]:
        names = [named] if named else []
        if isinstance(root, dict):
            for member in endpoint.state:
                value = root.get(member)
                value = value.get("id") if isinstance(value, dict) else value
                if isinstance(value, str):
                    names.append(str(value))
        for name in names:
            scope = self._store.state.scope_of(owner.id, name)
            if scope is None:
                raise RefusalError(
                    404, "unknown_state", "the request names state at the provider that was not made here"
                )
            return scope, True
        given = headers.get("x-spro-scope", "")
        if given:
            if len(given) > _LONGEST_NAME:
                raise RefusalError(422, "bad_option", "X-Spro-Scope is too long")
            return f"{owner.id}/named/{self._digest(given)}", False
        if endpoint.stable:
            return f"{owner.id}/values", False
        return f"{owner.id}/chat/{self._digest(first_words(root))}", False

    def _digest(self, text: str) -> str:
        raw = text.encode("utf-8", "surrogatepass")
        return hashlib.blake2b(raw, digest_size=16, key=self._store.hash_key[:32]).hexdigest()


def _host(header: str) -> str:
    """The name in a Host header, without the port."""
    return header.rpartition(":")[0] if header.rpartition(":")[2].isdigit() else header


def _own_key(headers: Mapping[str, str]) -> str:
    """A Spro key in the place of the provider's, for clients that can set no other header."""
    for value in (headers.get("authorization", "").removeprefix("Bearer "), headers.get("x-api-key", "")):
        if value.startswith("spro_sk_"):
            return value
    return ""
