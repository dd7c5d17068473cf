"""Decisions behind days and reports: what comes first, and the sentences that say it."""
