"""Whether the core is alive and ready, for those who watch it (R104)."""

from http import HTTPStatus

import redis
import sqlalchemy as sa
import sqlalchemy.exc
from flask import Response, jsonify

from core_service.access.guard import without_database
from core_service.foundation.http import Blueprint
from core_service.foundation.runtime import Runtime, runtime
from core_service.operations.schemas import HealthSchema

blueprint = Blueprint("health", __name__, url_prefix="/api/health", description="Alive and ready")


@blueprint.get("")
@without_database
@blueprint.alt_response(503, schema=HealthSchema, content_type="application/json", description="Not ready")
@blueprint.response(200, HealthSchema, description="Ready")
def health() -> Response:
    """Alive if it answers; ready (200, else 503) when the database and Redis answer too."""
    checks = {"database": _database_answers(runtime()), "redis": _redis_answers(runtime())}
    is_ready = all(checks.values())
    answer = jsonify({"status": "ready" if is_ready else "not ready", "alive": True, **checks})
    answer.status_code = HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE
    return answer


def _database_answers(run: Runtime) -> bool:
    try:
        with run.database.engine.connect() as connection:
            return bool(connection.scalar(sa.text("SELECT 1")))
    except sqlalchemy.exc.OperationalError:
        return False


def _redis_answers(run: Runtime) -> bool:
    try:
        return bool(run.redis.ping())
    except redis.RedisError:
        return False
