"""The live lesson over HTTP: for its members, and for the hub."""

from core_service.live.routes.commands import blueprint as commands
from core_service.live.routes.help_requests import blueprint as help_requests
from core_service.live.routes.internal import blueprint as internal
from core_service.live.routes.lesson import blueprint as lesson
from core_service.live.routes.timeline import blueprint as timeline
from core_service.live.routes.words import blueprint as words

blueprints = (lesson, words, help_requests, timeline, commands, internal)
