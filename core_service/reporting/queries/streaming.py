"""Reads rows in portions, so that an export of a whole franchise fits into the memory of a small worker."""

from collections.abc import Iterator
from typing import Any  # whatever columns a report selects

import sqlalchemy as sa
from sqlalchemy.orm import Session

PORTION = 1000


def streamed(db: Session, found: sa.Select[*tuple[Any, ...]]) -> Iterator[sa.Row[*tuple[Any, ...]]]:
    """By a cursor on the server, so many rows at once."""
    yield from db.execute(found, execution_options={"yield_per": PORTION})
