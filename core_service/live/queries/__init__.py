"""Reads of a live lesson: for the tutor, for the student, for the room."""
