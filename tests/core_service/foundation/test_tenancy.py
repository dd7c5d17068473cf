"""Both walls between centres: row-level security and composite keys (R008, C02)."""

from uuid import UUID

import pytest
import sqlalchemy as sa
import sqlalchemy.exc
from sqlalchemy.orm import Session

from core_service.catalogue.models import Course
from core_service.centres.models import CentreRoom
from core_service.foundation.db import FRANCHISE_ID, NOTHING, Base, Database, DataScope, enter_scope
from core_service.foundation.migrations import APP_FUNCTIONS, APPEND_ONLY
from core_service.foundation.runtime import Runtime
from core_service.identity.models import AppUser, UserRole
from core_service.sessions.models import StudentSessionEnrollment, TutoringSession
from shared.ids import new_id
from tests.core_service.conftest import World
from tests.engines import TestDatabase

GLOBAL = {
    "alembic_version",
    "centre",
    "credential",
    "login",
    "password_reset",
    "pending_job",
    "job_progress",
    "idempotency_key",
    "api_token",
    "invitation",
    "centre_device",
    "calendar_feed",
}
"""Looked up before any centre is known; they hold no names of people (ARCHITECTURE 5)."""

WITHOUT_CENTRE = {"app_user", "notification_preference"}
"""A person has no centre, nor what they wish: the policies ask for a common membership."""


def test_every_table_of_the_database_is_walled_off(db: Session) -> None:
    """PostgreSQL's own catalogue shows column, policies for each command and FORCE on every table but the listed."""
    tables = db.execute(
        sa.text("""
            SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity AS is_walled,
                   (SELECT count(DISTINCT polcmd) FROM pg_policy WHERE polrelid = c.oid) AS commands,
                   EXISTS (SELECT FROM pg_attribute a
                           WHERE a.attrelid = c.oid AND a.attname = 'centre_id' AND a.attnotnull) AS has_centre
            FROM pg_class c WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace""")
    ).all()
    assert len(tables) > 30
    walled = {table.relname for table in tables if table.is_walled and table.commands == 4}
    assert {table.relname for table in tables} - walled == GLOBAL
    with_centre = {table.relname for table in tables if table.has_centre}
    assert walled - with_centre == WITHOUT_CENTRE


def test_keys_between_rows_of_centres_carry_the_centre() -> None:
    """No foreign key between two tenant tables leaves the centre out, except to levels, which are the franchise's."""
    loose = {
        f"{table.name}.{constraint.column_keys[0]}"
        for table in Base.metadata.tables.values()
        for constraint in table.foreign_key_constraints
        if constraint.referred_table.name not in GLOBAL | WITHOUT_CENTRE | {"grade_level"}
        and len(constraint.column_keys) < 2
    }
    assert loose == set()


def test_app_may_only_add_to_append_only_tables(db: Session) -> None:
    """Audit, profile log and session log can be neither changed nor emptied by the app's role."""
    for table in APPEND_ONLY:
        rights = {
            right: db.scalar(sa.text(f"SELECT has_table_privilege(current_user, '{table}', '{right}')"))
            for right in ("SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")
        }
        assert rights == {"SELECT": True, "INSERT": True, "UPDATE": False, "DELETE": False, "TRUNCATE": False}


def test_no_context_no_rows(run: Runtime, world: World) -> None:
    """Without a context, every walled table is empty, even where it holds rows."""
    with run.database.open(NOTHING) as nobody:
        for table in Base.metadata.tables.values():
            if table.name not in GLOBAL:
                assert nobody.scalar(sa.select(sa.func.count()).select_from(table)) == 0, table.name


def test_reads_stay_inside_the_context(run: Runtime, world: World) -> None:
    """One centre's context shows its own sessions and people, and the franchise's content."""
    with run.database.open(DataScope(frozenset({world.hillcrest.id}))) as hillcrest:
        assert list(hillcrest.scalars(sa.select(TutoringSession.id))) == [world.foreign_session_id]
        assert world.riverside.student1.id not in set(hillcrest.scalars(sa.select(AppUser.id)))
        assert world.course.id in set(hillcrest.scalars(sa.select(Course.id)))


def test_context_ends_with_its_transaction(run: Runtime, world: World) -> None:
    """A pooled connection brings nothing of the tenant before along."""
    for centre_id, seen in ((world.riverside.id, 1), (world.hillcrest.id, 1), (new_id(), 0)):
        with run.database.open(DataScope(frozenset({centre_id}))) as one:
            assert one.scalar(sa.select(sa.func.count()).select_from(TutoringSession)) == seen
            one.rollback()
            assert one.scalar(sa.select(sa.func.count()).select_from(TutoringSession)) == seen


def test_writes_stay_inside_the_context(run: Runtime, world: World) -> None:
    """Neither a new row nor a moved one can end up in another centre, and foreign rows cannot be touched."""
    with run.database.open(DataScope(frozenset({world.hillcrest.id}))) as hillcrest:
        with pytest.raises(sqlalchemy.exc.ProgrammingError, match="row-level security"), hillcrest.begin_nested():
            hillcrest.add(CentreRoom(centre_id=world.riverside.id, name="Ours now", seats=[]))
            hillcrest.flush()
        hillcrest.expunge_all()
        with pytest.raises(sqlalchemy.exc.ProgrammingError, match="row-level security"), hillcrest.begin_nested():
            hillcrest.execute(sa.update(CentreRoom).values(centre_id=world.riverside.id))
        stolen = hillcrest.execute(
            sa.update(TutoringSession).where(TutoringSession.id == world.session_id).values(name="Stolen")
        )
        assert stolen.rowcount == 0  # type: ignore[attr-defined]


def test_shared_content_is_read_only(run: Runtime, world: World) -> None:
    """A centre's context cannot change, take over or delete what all centres share."""
    with run.database.open(DataScope(frozenset({world.hillcrest.id}))) as hillcrest:
        for statement in (
            sa.update(Course).where(Course.id == world.course.id).values(centre_id=world.hillcrest.id),
            sa.delete(Course).where(Course.id == world.course.id),
        ):
            assert hillcrest.execute(statement).rowcount == 0  # type: ignore[attr-defined]


def test_keys_cannot_point_into_another_centre(db: Session, world: World) -> None:
    """Even with both centres in the context, a row of one cannot name a row of the other."""

    def place(session_id: UUID, student_id: UUID) -> StudentSessionEnrollment:
        return StudentSessionEnrollment(
            centre_id=world.riverside.id,
            content_centre_id=FRANCHISE_ID,
            session_id=session_id,
            student_id=student_id,
            course_id=world.course.id,
        )

    for wrong in (
        place(world.foreign_session_id, world.riverside.student1.id),
        place(world.session_id, world.hillcrest.student1.id),
    ):
        with pytest.raises(sqlalchemy.exc.IntegrityError, match="fk_student_session_enrollment"), db.begin_nested():
            db.add(wrong)
            db.flush()
        db.expunge_all()


def test_super_admin_only_in_the_franchise(db: Session, world: World) -> None:
    """The database itself refuses SUPER_ADMIN in a centre, and any other role in the franchise (C29)."""
    with pytest.raises(sqlalchemy.exc.IntegrityError, match="super_admin"), db.begin_nested():
        db.execute(sa.update(UserRole).where(UserRole.user_id == world.riverside.tutor.id).values(role="SUPER_ADMIN"))


def test_scope_can_be_entered_in_a_running_transaction(run: Runtime, world: World) -> None:
    """The guard widens the scope once it knows the actor."""
    with run.database.open(NOTHING) as one:
        assert one.scalar(sa.select(sa.func.count()).select_from(TutoringSession)) == 0
        enter_scope(one, DataScope(frozenset({world.riverside.id})))
        assert one.scalar(sa.select(sa.func.count()).select_from(TutoringSession)) == 1


def test_functions_of_the_owner_are_few_and_closed(db: Session) -> None:
    """Each has a search path of its own and is called by the app's role alone: whoever adds one lists it."""
    found = db.execute(
        sa.text("""
            SELECT p.oid::regprocedure::text AS name, p.proconfig AS settings,
                   EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner)))
                           WHERE grantee = 0) AS is_public
            FROM pg_proc p WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace""")
    ).all()
    granted = {name.replace("timestamptz", "timestamp with time zone").replace(", ", ",") for name in APP_FUNCTIONS}
    assert {row.name for row in found} == granted
    assert {(tuple(row.settings or ()), row.is_public) for row in found} == {(("search_path=public, pg_temp",), False)}


def test_refuses_to_start_as_the_tables_owner(database: TestDatabase) -> None:
    """A role that owns the tables could switch the wall off, so the app does not start with it."""
    as_owner = Database(database.migration_url, pool_size=1)
    with pytest.raises(RuntimeError, match="DATABASE_URL names a role"):
        as_owner.refuse_unsafe_role()
    as_owner.close()


def test_starts_as_the_app(database: TestDatabase) -> None:
    """The role that the launcher makes for the app is a safe one."""
    as_app = Database(database.url, pool_size=1)
    as_app.refuse_unsafe_role()
    as_app.close()
