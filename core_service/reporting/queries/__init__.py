"""Reads of what people do together: a tutor's day, a centre's day, and the reports about weeks."""
