"""What a server keeps: keys, accounts, credit, audit trail, inventory, the vault of its scopes, provider-side state.

In one SQLite file or PostgreSQL (`database.py`); `platform.py` opens all of it. Values are encrypted and expire; names
of scopes and values are found by keyed digests, so the database tells nothing of them without the master key, which
lies beside it (mode 0600) or comes from ``SPRO_MASTER_KEY``.
"""
