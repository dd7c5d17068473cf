"""The routes of students as persons and of their families; lists and profiles stand in reporting."""

from core_service.learners.routes import guardians, students

blueprints = (students.blueprint, guardians.blueprint)
"""All of them, to be mounted on the app."""
