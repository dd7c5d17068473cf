"""A franchise of 200 centres with a million attempts, for measuring."""
