"""Tests of how requests are written and answers read."""
