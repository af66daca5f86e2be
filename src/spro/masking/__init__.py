"""TRANSFORM and RESTORE: operators, the masker, the restorer.

Stage three of the main path and its way back. The policy has decided; the vault keeps what must be found again.
"""

from spro.masking.keys import KeyRing
from spro.masking.lookup import ChainLookup, Literals, Lookup, MappingLookup, ScopeLookup
from spro.masking.masker import Decision, Masked, Record, holds_placeholder, mask, reserve
from spro.masking.operators.base import Operator
from spro.masking.operators.encrypted import decrypt
from spro.masking.operators.placeholder import Placeholder
from spro.masking.registry import OPERATORS, REVERSIBLE, make_operator
from spro.masking.restorer import Escape, StreamRestorer, restore

__all__ = [
    "OPERATORS",
    "REVERSIBLE",
    "ChainLookup",
    "Decision",
    "Escape",
    "KeyRing",
    "Literals",
    "Lookup",
    "MappingLookup",
    "Masked",
    "Operator",
    "Placeholder",
    "Record",
    "ScopeLookup",
    "StreamRestorer",
    "decrypt",
    "holds_placeholder",
    "make_operator",
    "mask",
    "reserve",
    "restore",
]
