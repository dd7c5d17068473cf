"""Changes of notifications: told, read, and wanted or not."""
