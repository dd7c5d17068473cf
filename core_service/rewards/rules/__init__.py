"""What is worth points, streaks and badges, and who may be compared with whom (R260 to R263, C25 to C27)."""
