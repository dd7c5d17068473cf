"""Reads of reviews, the queue, recommendations, placements, rubrics and profiles."""
