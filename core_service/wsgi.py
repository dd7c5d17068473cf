"""The core's web process: `gunicorn core_service.wsgi:app`."""

import os

from prometheus_client import CollectorRegistry
from werkzeug.middleware.proxy_fix import ProxyFix

from core_service.app import create_app
from core_service.foundation.metrics import PoolFigures, RequestFigures
from core_service.foundation.runtime import connect
from shared.logs import configure_logging
from shared.settings import CoreSettings

settings = CoreSettings.from_environment(os.environ)
configure_logging("core", settings.environment, settings.log_level)
run = connect(settings)
app = create_app(run)
app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
    app.wsgi_app, x_for=settings.trusted_proxies, x_proto=settings.trusted_proxies
)
if settings.metrics_port:
    figures = CollectorRegistry()
    RequestFigures(figures).watch(app)
    PoolFigures(figures).watch(run.database.engine, run.database.most_connections)
run.database.refuse_unsafe_role()
if run.report_database:
    run.report_database.refuse_unsafe_role()
