"""Reads of students' work."""
