"""Which engines and plans a request gets: the server's, or those of its organisation's own policies and allowed values.

An organisation's policy stands in front of the server's of the same name, for this organisation alone. What cannot be
read or made is an error of the request: it never falls back to a policy that masks less.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import Final

from spro.engine import Engine
from spro.errors import PolicyError, SProError
from spro.plan import Plan
from spro.policy import Policy
from spro.storage.own_rules import OwnRules

__all__ = ["Offer", "Prepared", "Tenants"]

Prepared = tuple[Engine, Engine, Plan, Plan]
"""Engines for requests and replies, and the plans of both."""
_MOST: Final = 64  # organisations whose rules are held ready


@dataclass(frozen=True, slots=True)
class Offer:
    """What the server itself has.

    Args:
        prepare: engines and plans of a policy by name; PolicyError when there is none.
        make: engines and plans of a policy of somebody's own, with values that are never masked.
        check: a policy file's text; PolicyError names the place.
        names: policies that requests may name, the default first.
        texts: their files, as far as they may be shown.
    """

    prepare: Callable[[str], Prepared]
    make: Callable[[Policy, Collection[str]], Prepared]
    check: Callable[[str], Policy]
    names: tuple[str, ...]
    texts: Mapping[str, str]


class _Own:
    """The rules of one organisation, as of one version."""

    def __init__(self, rules: OwnRules, organisation: str, version: int) -> None:
        self.version = version
        self.texts = rules.policies(organisation)
        self.allowed = [item.value for item in rules.allowed(organisation) if item.accepted]
        self.ready: dict[str, Prepared] = {}


class Tenants:
    """Safe to call from several threads.

    Args:
        offer: what the server has.
        rules: organisations' own; None where the operator lets nobody choose.
    """

    def __init__(self, offer: Offer, rules: OwnRules | None = None) -> None:
        self.offer = offer
        self.rules = rules
        self._held: OrderedDict[str, _Own] = OrderedDict()
        self._lock = Lock()

    def version(self, organisation: str | None) -> int:
        """0: this organisation has nothing of its own (None: nobody's request)."""
        return self.rules.version(organisation) if self.rules is not None and organisation is not None else 0

    def names(self, organisation: str | None = None) -> tuple[str, ...]:
        """Policies that the organisation's requests may name, the default first."""
        own = self._own(organisation)
        return tuple(dict.fromkeys([*self.offer.names, *own.texts])) if own is not None else self.offer.names

    def own_names(self, organisation: str | None) -> frozenset[str]:
        """Those that are the organisation's own."""
        own = self._own(organisation)
        return frozenset(own.texts) if own is not None else frozenset()

    def text(self, policy: str, organisation: str | None = None) -> str:
        """The file of a policy; empty where it may not be shown."""
        own = self._own(organisation)
        shipped = self.offer.texts.get(policy, "")
        return own.texts.get(policy, shipped) if own is not None else shipped

    def prepare(self, policy: str, organisation: str | None = None) -> Prepared:
        """Engines and plans; the same object until something changes.

        Raises:
            PolicyError: there is no such policy, or the organisation's own cannot be read any more.
        """
        own = self._own(organisation)
        if own is None or (policy not in own.texts and not own.allowed):
            return self.offer.prepare(policy)
        made = own.ready.get(policy)
        if made is None:
            text = own.texts.get(policy)
            chosen = self.check(text, policy) if text is not None else self.offer.prepare(policy)[2].policy
            made = own.ready.setdefault(policy, self.offer.make(chosen, own.allowed))
        return made

    def check(self, text: str, name: str) -> Policy:
        """A policy file's text, under this name.

        Raises:
            PolicyError: it is wrong; the message names the place.
        """
        return replace(self.offer.check(text), name=name)

    def forget(self) -> None:
        """Make what organisations have anew: what it stands on has changed."""
        # No lock: this runs in a signal's handler, which may have interrupted the thread that holds it.
        self._held = OrderedDict()

    def _own(self, organisation: str | None) -> _Own | None:
        version = self.version(organisation)
        if not version or self.rules is None or organisation is None:
            return None
        with self._lock:
            everybody = self._held  # `forget` may put another one in its place
            held = everybody.get(organisation)
            if held is None or held.version != version:
                try:
                    held = everybody[organisation] = _Own(self.rules, organisation, version)
                except SProError as error:
                    raise PolicyError(f"the organisation's policies cannot be read: {error}") from None
                if len(everybody) > _MOST:
                    everybody.popitem(last=False)
            everybody.move_to_end(organisation)
            return held
