"""People, places, organisations, addresses and ids that only their sentence gives away: small models, on the CPU."""
