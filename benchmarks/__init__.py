"""Benchmarks: one command each, figures of Spro and of other tools in the same run.

`python -m benchmarks.speed`, `.rules_quality`, `.secret_detection`, `.source_code`; `--json FILE` writes the figures.
Peers live in an environment of their own (`make peers`), for their dependencies do not fit ours.
"""
