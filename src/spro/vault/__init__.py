"""KEEP: which masked token stands for which value, in which scope.

Stage four of the main path. ``base`` holds the protocol that engine and operators speak, ``memory`` the vault that
lives in the process. A vault kept in a database implements the same protocol above the core.
"""

from spro.vault.base import MAX_NUMBER, Entry, Scope, Vault
from spro.vault.memory import MemoryVault
from spro.vault.people import People

__all__ = ["MAX_NUMBER", "Entry", "MemoryVault", "People", "Scope", "Vault"]
