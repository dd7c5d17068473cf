"""Reads of points, badges and boards."""
