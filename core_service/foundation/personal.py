"""What a table holds about a person, and what becomes of it when the person is forgotten (REQUIREMENTS 27, C44).

Each domain lists its tables in its `personal.py`; `privacy` reads the lists for exports and erasures. A test walks
every table and fails for a column that names a person and stands in no list.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

import sqlalchemy as sa

from core_service.foundation.db import Base

Condition = Callable[[UUID], sa.ColumnElement[bool]]
"""Whether a row is about this person."""

FamilyCondition = Callable[[UUID, UUID], sa.ColumnElement[bool]]
"""Whether this person's family may have a row: the person, and who asks."""


class Fate(StrEnum):
    """What becomes of rows when the person they are about is erased."""

    DELETED = "DELETED"
    ANONYMISED = "ANONYMISED"
    """Words and answers go; ids, enums, numbers and times stay for statistics."""
    KEPT = "KEPT"
    """Nothing in them tells who it was once the name is gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalRows:
    """One table's rows about a person."""

    model: type[Base]
    label: str
    """What these rows are, for the person who decides: "Answers"."""
    subject: Sequence[str] = ()
    """The columns that say whom a row is about."""
    acts: Sequence[str] = ()
    """The columns that only say who did something to somebody else: an id without a name, kept."""
    of: Condition | None = None
    """Where no column says it, or not alone."""
    fate: Fate = Fate.KEPT
    blank: Mapping[str, Any] = field(default_factory=dict)
    """What is written into the columns of an anonymised row."""
    secret: Sequence[str] = ()
    """Columns that nobody is ever given: hashes."""
    staff_only: Sequence[str] = ()
    """Columns that the family is not given (C45)."""
    for_family: FamilyCondition | None = None
    """Which rows the family is given; None: all."""
    is_of_person: bool = False
    """The rows belong to the person rather than to a centre: they go with the last centre."""

    def about(self, person_id: UUID) -> sa.ColumnElement[bool]:
        """The condition that finds them; false where the table only has acts."""
        if self.of is not None:
            return self.of(person_id)
        columns = sa.inspect(self.model).columns
        return sa.or_(sa.false(), *(columns[name] == person_id for name in self.subject))


def nothing(_person_id: UUID, _asked_by: UUID) -> sa.ColumnElement[bool]:
    """The family is given no row."""
    return sa.false()
