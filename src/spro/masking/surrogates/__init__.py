"""Stand-ins that look like the real thing: same form, valid check digits, from ranges that belong to nobody.

A stand-in is made from a running number and the *form* of the value, never from the value itself: it cannot be
turned back without the vault. ``catalogue`` knows which maker serves which type.
"""

from spro.masking.surrogates.catalogue import MAKERS, Maker

__all__ = ["MAKERS", "Maker"]
