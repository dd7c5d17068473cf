"""The wire catalogue: every message between browser, hub and core, declared once."""
