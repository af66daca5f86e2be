"""Tests of TRANSFORM and RESTORE; a package so that they can share ``masking_strategies``."""
