"""What people and keys change about an organisation, as it is called in the audit trail (OWASP ASVS 5.0, 16.3)."""

from __future__ import annotations

from typing import Final

__all__ = ["CHANGES"]

CHANGES: Final = (
    "policy_changed", "policy_removed",
    "value_proposed", "value_allowed", "value_removed",
    "key_made", "key_rotated", "key_revoked",
    "model_approved", "model_disapproved",
    "member_invited", "invitation_withdrawn", "member_joined", "role_changed", "signed_up",
    "reset_link_made", "password_reset", "password_changed",
    "credit_added", "organisation_renamed",
)  # fmt: skip
"""Decisions of rows whose surface is ``admin``."""
