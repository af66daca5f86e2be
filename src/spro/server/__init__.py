"""The gateway: an ASGI application between clients and providers. What is not I/O is in ``wire``."""
