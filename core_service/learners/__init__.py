"""Students: where they stand in each course, how they came there, and their life in a centre."""
