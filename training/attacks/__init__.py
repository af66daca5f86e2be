"""Training of the attack expert: `python -m training.attacks.train DATA`."""
