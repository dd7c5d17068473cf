"""Fills tables by COPY without stepping round row-level security, which COPY itself refuses to work under."""

import json
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg import sql
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.schema import CallableColumnDefault, ScalarElementColumnDefault

Row = Mapping[str, Any]


def copy_rows(db: Session, model: type[DeclarativeBase], rows: Iterable[Row]) -> int:
    """Write rows, given by column name, and return how many there were.

    They are copied into a temporary table and inserted from there, so that every policy and every key is checked
    in the session's scope. Columns that a row leaves out take the model's default.
    """
    table = model.__table__
    assert isinstance(table, sa.Table)
    names = [column.name for column in table.columns]
    incoming = sql.Identifier("incoming")
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    target = sql.Identifier(table.name)
    with _cursor(db) as cursor:
        cursor.execute(sql.SQL("CREATE TEMPORARY TABLE {} (LIKE {}) ON COMMIT DROP").format(incoming, target))
        count = 0
        with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(incoming, columns)) as copy:
            for row in rows:
                copy.write_row([_written(column, row) for column in table.columns])
                count += 1
        insert = sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {}").format(target, columns, columns, incoming)
        cursor.execute(insert)
        cursor.execute(sql.SQL("DROP TABLE {}").format(incoming))
    return count


def _cursor(db: Session) -> psycopg.Cursor[Any]:
    connection = db.connection().connection.driver_connection
    assert isinstance(connection, psycopg.Connection)
    return connection.cursor()


def _written(column: sa.Column[Any], row: Row) -> object:
    value = row[column.name] if column.name in row else _default(column)
    if isinstance(value, Enum):
        return value.value
    if isinstance(column.type, sa.JSON) and value is not None:
        return json.dumps(value)
    return value


def _default(column: sa.Column[Any]) -> object:
    match column.default:
        case CallableColumnDefault() as default:
            return default.arg(None)  # type: ignore[arg-type]  # ours look at no context
        case ScalarElementColumnDefault() as default:
            return default.arg
        case _:
            return None
