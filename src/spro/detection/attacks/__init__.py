"""Attacks on a model in what it is given to read: injection, jailbreaks, extraction, harvesting, exfiltration.

text -> views (folded, decoded) -> concepts -> rules and expert -> findings with a span and a reason
"""
