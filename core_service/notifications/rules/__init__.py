"""What people are told, by which channel and when (R290, R293)."""
