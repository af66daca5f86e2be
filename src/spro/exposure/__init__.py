"""The exposure check: would our own AI stack leak like the database that was found open?

scope -> targets -> probes -> sampling -> findings -> report. An island: it knows the entity types and errors of Spro
and is handed a detector; nothing else of the package knows it but the command line. It checks hosts that a scope file
lists, with a fixed catalogue of read-only requests, and keeps no value that it sees.
"""
