"""The operators: one small module each, made by name through ``make_operator``."""
