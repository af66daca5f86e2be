"""Trains the names model: data (`pools`, `values`, `templates`, `records`, `corpora`, `rows`), network, loop, export.

`python -m training.names.rows` makes the rows, `python -m training.names.train` trains (and goes on where it was cut
short), `python -m training.names.small` the expert of other scripts, `python -m training.names.export` writes what ships. Needs `training/names/requirements.txt`.
"""
