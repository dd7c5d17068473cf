"""The shapes of exports and erasures on the wire."""
