"""The shapes of the live lesson on the wire."""
