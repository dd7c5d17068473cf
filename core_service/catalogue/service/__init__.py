"""Changes of the catalogue: courses, units, lessons and exercises (C03)."""
