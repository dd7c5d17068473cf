"""No table that names a person is left out of exports and erasures: a new one fails here until its domain says what."""

import sqlalchemy as sa

from core_service.foundation.db import Base
from core_service.foundation.personal import Fate
from core_service.privacy.queries.parts import PARTS
from core_service.tables import load_tables


def person_columns(table: sa.Table) -> set[str]:
    """The columns by which a row of the table names a person."""
    found = set()
    for key in table.foreign_key_constraints:
        if key.referred_table.name == "app_user":
            found |= set(key.column_keys)
        if key.referred_table.name == "centre_member":
            found |= set(key.column_keys) - {"centre_id"}
    by_name = {column.name for column in table.c if column.name in ("user_id", "student_id", "member_ids")}
    return found | by_name


def listed(table: str) -> set[str]:
    """The columns that the table's lists speak of."""
    return {name for part in PARTS if part.model.__tablename__ == table for name in (*part.subject, *part.acts)}


def test_every_column_that_names_a_person_is_listed() -> None:
    """In a domain's `personal.py`, as subject or as act."""
    load_tables()
    tables = Base.metadata.sorted_tables
    missing = {f"{table.name}.{name}" for table in tables for name in person_columns(table) - listed(table.name)}
    assert missing == set()
    assert sum(len(person_columns(table)) for table in tables) > 50


def test_lists_name_columns_that_there_are() -> None:
    """A renamed column fails here."""
    for part in PARTS:
        columns = set(sa.inspect(part.model).columns.keys())
        named = {*part.subject, *part.acts, *part.blank, *part.secret, *part.staff_only}
        assert named <= columns, part.model.__tablename__
        assert part.subject or part.acts or part.of, part.model.__tablename__


def test_what_hangs_on_a_persons_rows_is_listed_too() -> None:
    """Rows that name nobody but belong to a row that does (a note, an item) are about that person all the same."""
    load_tables()
    known = {part.model.__tablename__ for part in PARTS}
    subjects = {part.model.__tablename__ for part in PARTS if part.subject} - {
        "app_user",
        "centre_member",
        "tutoring_session",
        "session_template",
    }
    hanging = {
        table.name
        for table in Base.metadata.sorted_tables
        for key in table.foreign_key_constraints
        if key.referred_table.name in subjects
    }
    assert hanging - known == set()


def test_words_go_with_the_person() -> None:
    """Whatever stays of a person's rows has no column of free text that is left as it was."""
    allowed = {
        "invitation",
        "api_token",
        "centre_device",
        "audit_log",
        "centre_closure",
        "session_template",
        "tutoring_session",
        "academic_profile_log",
        "standing_booking",
    }
    for part in PARTS:
        if part.fate is Fate.DELETED or not (part.subject or part.of) or part.model.__tablename__ in allowed:
            continue
        free = {
            column.key
            for column in sa.inspect(part.model).columns
            if isinstance(column.type, sa.String) and not isinstance(column.type, sa.Enum)
        }
        assert free - {"seat", "audience", "about"} <= set(part.blank), part.model.__tablename__
