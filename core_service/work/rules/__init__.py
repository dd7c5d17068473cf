"""Decisions about work: answers, marks, mastery, what comes next, time limits."""
