"""Centres with their settings, rooms and closed days, and the franchise above them."""
