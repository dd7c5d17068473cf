"""Points, streaks, badges and boards (R260 to R263)."""
