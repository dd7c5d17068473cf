"""The shapes of students' work on the wire."""
