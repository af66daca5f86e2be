"""What the gateway keeps between requests: keys, the vault of its scopes, provider-side state, signed blocks seen.

SQLite in one file. Values are encrypted and expire; names of scopes and values are found by keyed digests, so the file
tells nothing without the master key, which lies beside it (mode 0600) or comes from ``SPRO_MASTER_KEY``.
"""
