"""Decisions of assessment: what is recommended, who holds what, how points add up."""
