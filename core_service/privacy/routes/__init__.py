"""Privacy's routes: all that is known of a person, and its end."""

from core_service.privacy.routes import erasures, exports

blueprints = (exports.blueprint, erasures.blueprint)
"""All of them, to be mounted on the app."""
