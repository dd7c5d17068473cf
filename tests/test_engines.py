"""The servers that tests run against are real, separate for each worker, and gone after the run."""

import psycopg
import redis

from core_service.launcher.engines import libpq_url
from tests.engines import TestDatabase


def test_the_app_connects_as_a_role_that_row_level_security_binds(database: TestDatabase) -> None:
    """Neither superuser nor exempt nor owner: tests would prove nothing otherwise."""
    with psycopg.connect(libpq_url(database.url)) as connection:
        row = connection.execute(
            "SELECT rolsuper, rolbypassrls, current_database() FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    assert row is not None
    assert row[:2] == (False, False)
    assert row[2].startswith("test_")


def test_the_redis_is_a_real_server(redis_url: str) -> None:
    """Streams and scripts work there as they do in production."""
    with redis.Redis.from_url(redis_url) as server:
        server.xadd("probe", {"report": "{}"})
        assert server.xlen("probe") == 1
        server.delete("probe")
