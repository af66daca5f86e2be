"""Spro: a privacy firewall for generative AI."""
