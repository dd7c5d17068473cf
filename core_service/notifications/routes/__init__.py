"""The addresses of what people are told."""

from core_service.notifications.routes.inbox import blueprint as inbox

blueprints = (inbox,)
