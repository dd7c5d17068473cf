"""Exports are made, people are forgotten, and what is old goes."""
