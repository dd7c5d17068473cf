"""Reads across subjects: days, families, students, reports, calendars, exports, the search of the audit."""
