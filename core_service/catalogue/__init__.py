"""What is taught, and by what it is marked: courses, levels, units, lessons, exercises, rubrics."""
