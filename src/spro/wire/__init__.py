"""Where text lives in providers' payloads, and how it is masked and restored there. No I/O: bytes in, bytes out.

Reading order: ``document`` (strict JSON, edited in place), ``table`` (a surface as data: path -> treatment), ``walker``
(a document under a table), ``exchange`` (one request), ``reply`` and ``stream`` (the way back), ``surfaces`` (one
module per provider surface).
"""
