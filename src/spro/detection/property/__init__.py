"""An organisation's own documents, code and records, recognised by keyed fingerprints (winnowing, exact data match)."""
