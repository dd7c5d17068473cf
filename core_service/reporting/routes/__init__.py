"""Reporting's routes, one module per subject."""

from core_service.reporting.routes import audit, calendar, centre_today, children, exports, my_day, reports, students

blueprints = (
    my_day.blueprint,
    centre_today.blueprint,
    students.blueprint,
    children.blueprint,
    reports.blueprint,
    exports.blueprint,
    audit.blueprint,
    calendar.blueprint,
)
"""All of them, to be mounted on the app."""
