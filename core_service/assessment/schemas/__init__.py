"""The shapes of assessment on the wire."""
