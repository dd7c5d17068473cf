"""The demo: two centres, their people and sessions, and the franchise-wide catalogue."""
