"""The library that applications use: `Spro`, `AsyncSpro`, secured texts and conversations. In-process, no network."""
