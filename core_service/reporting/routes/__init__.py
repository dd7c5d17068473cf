"""Reporting's routes, one module per subject."""

from core_service.reporting.routes import centre_today, children, my_day, students

blueprints = (
    my_day.blueprint,
    centre_today.blueprint,
    students.blueprint,
    children.blueprint,
)
"""All of them, to be mounted on the app."""
