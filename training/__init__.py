"""Reproducible training of the small models that ship with Spro. Not part of the package."""
