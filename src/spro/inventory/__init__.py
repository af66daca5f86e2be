"""What AI a code base uses: SDKs, addresses, models, prompts and keys, found by reading its files. Nothing is run."""
