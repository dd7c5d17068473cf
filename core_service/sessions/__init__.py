"""Lessons as they are planned: templates, bookings, places, the waiting list, and each session's log."""
