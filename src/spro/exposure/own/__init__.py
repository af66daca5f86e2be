"""The check from inside: what listens, what configuration files allow, what lies around readable, on this machine."""
