"""Reporting's routes, one module per subject."""

from core_service.reporting.routes import centre_today, my_day

blueprints = (my_day.blueprint, centre_today.blueprint)
"""All of them, to be mounted on the app."""
