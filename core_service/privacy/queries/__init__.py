"""Reads of what is known of a person, and of exports and erasures."""
