"""Changes of rewards: credited, taken back, awarded; boards joined and left."""
