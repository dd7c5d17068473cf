"""Looking after an installation: its jobs, its health, its private files."""
