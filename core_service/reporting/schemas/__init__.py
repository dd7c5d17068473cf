"""The shapes of days, reports and exports on the wire."""
