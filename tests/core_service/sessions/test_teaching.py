"""Who teaches a session, as statements find them."""

import sqlalchemy as sa

from core_service.foundation.db import DataScope
from core_service.foundation.runtime import Runtime
from core_service.identity.queries.names import name_of
from core_service.sessions.models import TutoringSession
from core_service.sessions.queries.teaching import taught_by
from tests.core_service.conftest import World


def test_who_teaches_is_found_by_key_past_the_policy(run: Runtime, world: World) -> None:
    """Reports name a tutor per row: one look at an index each, not one at everybody in the franchise."""
    found = sa.select(TutoringSession.id, name_of(taught_by()))
    with run.database.open(DataScope(frozenset({world.riverside.id}))) as db:
        db.execute(sa.text("SET LOCAL enable_seqscan = off"))  # for a handful of rows any plan would do
        plan = "\n".join(db.scalars(sa.text(f"EXPLAIN {found.compile(db.get_bind())}")))
        assert {name for _, name in db.execute(found)} == {"Tutor"}
    assert "Index Cond: (id = CASE" in plan
