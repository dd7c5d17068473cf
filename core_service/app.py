"""Mounts every domain's routes on one Flask app and gives it what it works with."""

from typing import Any

from flask import Flask
from flask_swagger_ui import get_swaggerui_blueprint
from sqlalchemy.orm import Session

from core_service.access.actor import Actor
from core_service.access.guard import SECURITY_SCHEMES
from core_service.assessment.routes import blueprints as assessment
from core_service.attendance.routes import blueprints as attendance
from core_service.catalogue.routes import blueprints as catalogue
from core_service.centres.routes import blueprint as centres
from core_service.cohorts.routes import blueprint as cohorts
from core_service.foundation.http import Api, guard_answers
from core_service.foundation.pages import serve_pages
from core_service.foundation.problems import answer_with_problems
from core_service.foundation.request_ids import carry_request_ids
from core_service.foundation.runtime import Runtime, runtime
from core_service.identity.queries import actor_by_token
from core_service.identity.routes import blueprints as identity
from core_service.learners.routes import blueprints as learners
from core_service.live.routes import blueprints as live
from core_service.notifications.routes import blueprints as notifications
from core_service.operations.routes import blueprints as operations
from core_service.privacy.routes import blueprints as privacy
from core_service.reporting.routes import blueprints as reporting
from core_service.rewards.routes import blueprint as rewards
from core_service.sessions.routes import blueprints as sessions
from core_service.work.routes import blueprints as work

BLUEPRINTS = (
    *identity,
    centres,
    *catalogue,
    *learners,
    cohorts,
    *sessions,
    *work,
    *attendance,
    *assessment,
    *live,
    *notifications,
    rewards,
    *operations,
    *reporting,
    *privacy,
)

_LARGEST_BODY = 1024 * 1024

_FOR_ALL_ROUTES = """
**Lists** that grow answer `{items, nextCursor}`; send `nextCursor` back as `cursor` for what follows.

**Errors** are `application/problem+json` with a stable `code`; a 422 names each wrong field in `errors`. What one may
not see is a 404, exactly as what does not exist.

**`Idempotency-Key`** may come with every POST: a repeat within 24 hours is answered as the first was, and done once.

**`If-Match`** may come with an edit of anything whose answer carried an `ETag`: 412 if somebody has changed it since.
"""

_API = {
    "API_TITLE": "AetherLearn",
    "API_VERSION": "v1",
    "OPENAPI_VERSION": "3.1.0",
    "OPENAPI_URL_PREFIX": "/api",
    "OPENAPI_JSON_PATH": "openapi.json",
    "API_SPEC_OPTIONS": {
        "info": {"description": _FOR_ALL_ROUTES},
        "components": {"securitySchemes": SECURITY_SCHEMES},
    },
}


def create_app(run: Runtime) -> Flask:
    """The core's WSGI app."""
    app = _app_with_routes()
    app.extensions["runtime"] = run
    app.extensions["actor_loader"] = _load_actor
    app.register_blueprint(get_swaggerui_blueprint("/api/docs", "/api/openapi.json", {"app_name": "AetherLearn's API"}))
    serve_pages(app, run.settings)
    return app


def _load_actor(db: Session, token: str, *, device_token: str | None) -> Actor | None:
    return actor_by_token(db, token, device_token=device_token, now=runtime().clock.now())


def _app_with_routes() -> Flask:
    app = Flask(__name__, static_folder=None)
    app.config.update(_API, MAX_CONTENT_LENGTH=_LARGEST_BODY)
    api = Api(app)
    app.extensions["api"] = api
    carry_request_ids(app)
    guard_answers(app)
    answer_with_problems(app)
    for blueprint in BLUEPRINTS:
        api.register_blueprint(blueprint)
    return app


def openapi_document() -> dict[str, Any]:
    """The OpenAPI 3.1 document, without a server."""
    app = _app_with_routes()
    with app.app_context():
        document: dict[str, Any] = app.extensions["api"].spec.to_dict()
    return document
