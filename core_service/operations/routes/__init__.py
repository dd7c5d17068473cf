"""What an installation answers for itself over HTTP: its jobs, its health, its private files."""

from core_service.operations.routes.files import blueprint as files
from core_service.operations.routes.health import blueprint as health
from core_service.operations.routes.jobs import blueprint as jobs

blueprints = (jobs, health, files)
