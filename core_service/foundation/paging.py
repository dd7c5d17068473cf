"""Keyset pages: a list by one column and the id, and an opaque cursor for where it goes on (ARCHITECTURE 5, REST)."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar  # rows and columns of any list
from uuid import UUID

import sqlalchemy as sa

from core_service.foundation.errors import Invalid

Row = TypeVar("Row")
Found = TypeVar("Found", bound=sa.Select[*tuple[Any, ...]])

Place = tuple[sa.SQLColumnExpression[Any], sa.SQLColumnExpression[UUID]]
"""What a list is ordered by: a column, and the id that tells apart what is equal in it."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row of a page, by its time and id."""

    at: datetime
    id: UUID

    @property
    def place(self) -> tuple[datetime, UUID]:
        """In the order of the list."""
        return self.at, self.id

    def text(self) -> str:
        """As a client sends it back."""
        return _sealed(f"{self.at.isoformat()}|{self.id}")


def cursor_of(text: str | None) -> Cursor | None:
    """Raises Invalid for anything that is not a cursor of ours."""
    if not text:
        return None
    try:
        at, id = _opened(text)
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise ValueError("no zone")
        return Cursor(moment, UUID(id))
    except ValueError:
        raise _not_ours() from None


@dataclass(frozen=True, slots=True)
class NameCursor:
    """The last row of a page in the order of names, by its name and id."""

    name: str
    id: UUID

    @property
    def place(self) -> tuple[str, UUID]:
        """In the order of the list."""
        return self.name, self.id

    def text(self) -> str:
        """As a client sends it back."""
        return _sealed(f"{self.id}|{self.name}")


def name_cursor_of(text: str | None) -> NameCursor | None:
    """Raises Invalid for anything that is not a cursor of ours."""
    if not text:
        return None
    try:
        id, name = _opened(text)
        if "\x00" in name:
            raise ValueError("no name has this")
        return NameCursor(name, UUID(id))
    except ValueError:
        raise _not_ours() from None


def _sealed(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _opened(text: str) -> tuple[str, str]:
    """Its two parts. Raises ValueError for what is no base64 of a text."""
    first, _, second = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().partition("|")
    return first, second


def _not_ours() -> Invalid:
    return Invalid.field("cursor", "is not one that this list has given out")


def in_order(found: Found, place: Place, cursor: Cursor | NameCursor | None, limit: int) -> Found:
    """What comes after the cursor: `limit` rows, and one more, which says that there is a further page."""
    if cursor is not None:
        found = found.where(sa.tuple_(*place) > sa.tuple_(*cursor.place))
    return found.order_by(*place).limit(limit + 1)


def newest_first(found: Found, place: Place, cursor: Cursor | None, limit: int) -> Found:
    """The same from the last to the first."""
    if cursor is not None:
        found = found.where(sa.tuple_(*place) < sa.tuple_(*cursor.place))
    return found.order_by(*(column.desc() for column in place)).limit(limit + 1)


def page(
    rows: Sequence[Row], limit: int, cursor: Callable[[Row], Cursor | NameCursor]
) -> tuple[Sequence[Row], str | None]:
    """The page's rows and the next cursor, from `limit` + 1 rows that were read."""
    shown = rows[:limit]
    return shown, cursor(shown[-1]).text() if len(rows) > limit else None


def paged(rows: Sequence[Row], limit: int, cursor: Callable[[Row], Cursor | NameCursor]) -> dict[str, Any]:
    """The same as the body of an answer whose rows are shown as they are."""
    shown, next_cursor = page(rows, limit, cursor)
    return {"items": shown, "next_cursor": next_cursor}
