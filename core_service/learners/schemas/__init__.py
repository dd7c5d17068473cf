"""The shapes of students and their families on the wire."""
