"""The addresses of what people are told, and of what they write to each other."""

from core_service.notifications.routes.inbox import blueprint as inbox
from core_service.notifications.routes.threads import blueprint as threads

blueprints = (inbox, threads)
