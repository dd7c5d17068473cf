"""Reporting's routes, one module per subject."""

from core_service.reporting.routes import my_day

blueprints = (my_day.blueprint,)
"""All of them, to be mounted on the app."""
