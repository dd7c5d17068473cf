"""What is taught: courses, levels, units, lessons, exercises and their revisions."""
