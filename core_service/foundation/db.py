"""Tables, keys and transactions that keep every centre to itself (R008, C02; ARCHITECTURE 5, "Tenancy twice")."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, SessionTransaction, mapped_column, sessionmaker

from shared.ids import new_id

FRANCHISE_ID = UUID(int=0)
"""The centre that owns what all centres share (C03, C29); the API shows null."""

APPEND_ONLY = frozenset({"audit_log", "academic_profile_log", "session_event", "xp_credit"})
"""Tables that the app may fill and read, but neither change nor empty (R184, R285)."""

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


def utc_now() -> datetime:
    """The moment a row is written, for its own times only: services are given theirs."""
    return datetime.now(UTC)


def _values(kind: type[StrEnum]) -> list[str]:
    return [member.value for member in kind]


class Base(DeclarativeBase):
    """Every table of the core."""

    metadata = sa.MetaData(naming_convention=_NAMES)
    type_annotation_map = {
        datetime: sa.TIMESTAMP(timezone=True),
        dict[str, Any]: JSONB(none_as_null=True),
        list[Any]: JSONB(none_as_null=True),
        list[str]: JSONB(none_as_null=True),
        StrEnum: sa.Enum(StrEnum, native_enum=False, length=40, values_callable=_values),
    }


class Created:
    """A row that is never changed: an append-only log (C08)."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class Times:
    """When a row was made and last changed (R072, C08): by the application, since RETURNING would meet a policy."""

    created_at: Mapped[datetime] = mapped_column(default=utc_now)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now, onupdate=utc_now)


class Stored(Times, Created):
    """A row with an id of its own and both times."""


class OfCentre:
    """A row of one centre: the column that row-level security looks at."""

    centre_id: Mapped[UUID] = mapped_column(sa.ForeignKey("centre.id"), index=True)


def centre_key(column: str, table: str, *, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    """A key to a row of the same centre, which no row can use to point into another one."""
    return sa.ForeignKeyConstraint(["centre_id", column], [f"{table}.centre_id", f"{table}.id"], ondelete=ondelete)


def member_key(column: str) -> sa.ForeignKeyConstraint:
    """A key to a person who belongs to the row's centre."""
    return sa.ForeignKeyConstraint(["centre_id", column], ["centre_member.centre_id", "centre_member.user_id"])


def content_key(column: str, table: str) -> sa.ForeignKeyConstraint:
    """A key to content of the row's own centre or of the franchise (`content_centre_id` says which)."""
    return sa.ForeignKeyConstraint(["content_centre_id", column], [f"{table}.centre_id", f"{table}.id"])


def addressable() -> sa.UniqueConstraint:
    """What makes a table a target of `centre_key` and `content_key`."""
    return sa.UniqueConstraint("centre_id", "id")


class UsesContent:
    """A row that points at content: its own centre's or the franchise's, nobody else's."""

    content_centre_id: Mapped[UUID] = mapped_column(sa.Uuid)


def content_is_own_or_shared() -> sa.CheckConstraint:
    """Keeps `content_centre_id` to the row's centre or the franchise."""
    return sa.CheckConstraint(f"content_centre_id IN (centre_id, '{FRANCHISE_ID}')", name="content_centre")


@dataclass(frozen=True, slots=True)
class DataScope:
    """Whose rows a transaction may see: its centres, and the person who asks."""

    centre_ids: frozenset[UUID] = frozenset()
    user_id: UUID | None = None


NOTHING = DataScope()


class Database:
    """The engine and its sessions; each transaction starts inside its session's DataScope, empty included."""

    def __init__(self, url: str, *, pool_size: int = 8) -> None:
        self.engine = sa.create_engine(
            sa.make_url(url).set(drivername="postgresql+psycopg"),
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_pre_ping=True,
            hide_parameters=True,  # an error goes to logs and to the job that failed: no names, addresses or hashes
            connect_args={"options": "-c timezone=UTC -c statement_timeout=30000 -c lock_timeout=10000"},
        )
        self.most_connections = 2 * pool_size
        self._sessions = sessionmaker(self.engine, expire_on_commit=False)

    def open(self, scope: DataScope = NOTHING) -> Session:
        """A session that sees `scope`; close it, or use it in a `with`."""
        return self._sessions(info={"scope": scope})

    @contextmanager
    def transaction(self, scope: DataScope = NOTHING) -> Iterator[Session]:
        """One transaction in `scope`: committed at the end, rolled back by an error."""
        with self.open(scope) as db, db.begin():
            yield db

    @contextmanager
    def snapshot(self, scope: DataScope) -> Iterator[Session]:
        """Reads of one moment: state and the `seq` it stands for, however many statements it takes (TRAPS)."""
        with self.open(scope) as db:
            db.connection(execution_options={"isolation_level": "REPEATABLE READ", "postgresql_readonly": True})
            yield db

    def refuse_unsafe_role(self) -> None:
        """Raises RuntimeError if the role that we connect as could see past row-level security."""
        with self.engine.connect() as connection:
            unsafe = connection.scalar(sa.text(_ROLE_IS_UNSAFE))
        if unsafe:
            raise RuntimeError(
                "DATABASE_URL names a role that is superuser, has BYPASSRLS or owns the tables; "
                "the app needs one that is none of these."
            )

    def close(self) -> None:
        """Ends the pool's connections."""
        self.engine.dispose()


_ROLE_IS_UNSAFE = """
SELECT rolsuper OR rolbypassrls OR EXISTS (
    SELECT FROM pg_class WHERE relowner = pg_roles.oid AND relkind = 'r' AND relnamespace = 'public'::regnamespace)
FROM pg_roles WHERE rolname = current_user
"""


def scope_of(db: Session) -> DataScope:
    """What the session may see."""
    scope: DataScope = db.info["scope"]
    return scope


def enter_scope(db: Session, scope: DataScope) -> None:
    """Makes the session see `scope` from now on, in its running transaction too."""
    db.info["scope"] = scope
    if db.in_transaction():
        _apply(db.connection(), scope)


@contextmanager
def in_scope(db: Session, scope: DataScope) -> Iterator[None]:
    """The session sees `scope` within, what is written there included, and afterwards what it saw before."""
    before = scope_of(db)
    enter_scope(db, scope)
    try:
        yield
        db.flush()
    except sa.exc.DBAPIError:
        db.info["scope"] = before  # what the transaction sees goes back with it
        raise
    except Exception:
        enter_scope(db, before)
        raise
    enter_scope(db, before)


def hold(db: Session, name: str) -> None:
    """Until its transaction ends, whoever else holds the same name waits: what `name` stands for is done one by one."""
    db.execute(sa.select(sa.func.pg_advisory_xact_lock(sa.func.hashtextextended(name, 0))))


@event.listens_for(Session, "after_begin")
def _enter_scope(db: Session, _transaction: SessionTransaction, connection: sa.Connection) -> None:
    if "scope" in db.info:
        _apply(connection, db.info["scope"])


def _apply(connection: sa.Connection, scope: DataScope) -> None:
    connection.execute(
        sa.text("SELECT set_config('app.centre_ids', :centres, true), set_config('app.user_id', :user, true)"),
        {"centres": joined(scope.centre_ids), "user": str(scope.user_id or "")},
    )


def joined(ids: Iterable[UUID]) -> str:
    """Ids as the text that PostgreSQL's `app_centres()` splits again."""
    return ",".join(sorted(map(str, ids)))
