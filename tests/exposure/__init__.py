"""Tests of the exposure check; a package so that they can share ``bed`` and ``fakes``."""
