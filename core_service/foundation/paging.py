"""Keyset cursors: where a list goes on, opaque to clients (ARCHITECTURE 5, REST)."""

import base64
import binascii
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar  # rows of any list
from uuid import UUID

from core_service.foundation.errors import Invalid

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last row of a page, by its time and id."""

    at: datetime
    id: UUID

    def text(self) -> str:
        """As a client sends it back."""
        return base64.urlsafe_b64encode(f"{self.at.isoformat()}|{self.id}".encode()).decode().rstrip("=")


def cursor_of(text: str | None) -> Cursor | None:
    """Raises Invalid for anything that is not a cursor of ours."""
    if not text:
        return None
    try:
        at, _, id = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().partition("|")
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:
            raise ValueError("no zone")
        return Cursor(moment, UUID(id))
    except (ValueError, binascii.Error, UnicodeDecodeError):
        raise Invalid.field("cursor", "is not one that this list has given out") from None


@dataclass(frozen=True, slots=True)
class NameCursor:
    """The last row of a page in the order of names, by its name and id."""

    name: str
    id: UUID

    def text(self) -> str:
        """As a client sends it back."""
        return base64.urlsafe_b64encode(f"{self.id}|{self.name}".encode()).decode().rstrip("=")


def name_cursor_of(text: str | None) -> NameCursor | None:
    """Raises Invalid for anything that is not a cursor of ours."""
    if not text:
        return None
    try:
        id, _, name = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode().partition("|")
        if "\x00" in name:
            raise ValueError("no name has this")
        return NameCursor(name, UUID(id))
    except (ValueError, binascii.Error, UnicodeDecodeError):
        raise Invalid.field("cursor", "is not one that this list has given out") from None


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
