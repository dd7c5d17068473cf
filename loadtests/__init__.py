"""Simulated people for demos, load tests and benchmarks; imports nothing of ours but `shared`."""
