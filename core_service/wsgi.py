"""The core's web process: `gunicorn core_service.wsgi:app`."""

import os

from core_service.app import create_app
from core_service.foundation.runtime import connect
from shared.logs import configure_logging
from shared.settings import CoreSettings

settings = CoreSettings.from_environment(os.environ)
configure_logging("core", settings.environment, settings.log_level)
run = connect(settings)
run.database.refuse_unsafe_role()
app = create_app(run)
