"""Tests of the look from inside."""
