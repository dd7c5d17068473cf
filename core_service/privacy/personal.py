"""Exports and erasures are about people too: files go, what was done stays by ids."""

from core_service.foundation.personal import Fate, PersonalRows, nothing
from core_service.privacy.models import PersonErasure, PersonExport

PERSONAL = (
    PersonalRows(
        model=PersonExport,
        label="Exports",
        subject=("subject_id",),
        acts=("requested_by_id",),
        fate=Fate.DELETED,
        for_family=nothing,
    ),
    PersonalRows(
        model=PersonErasure,
        label="Erasures",
        subject=("subject_id",),
        acts=("requested_by_id", "cancelled_by_id"),
        for_family=nothing,
    ),
)
