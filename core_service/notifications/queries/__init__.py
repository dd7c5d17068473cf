"""Reads of notifications, and of what they tell."""
