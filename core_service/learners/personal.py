"""Levels and how they came to be; the log loses its words and keeps its numbers (R184)."""

from core_service.foundation.personal import Fate, PersonalRows
from core_service.learners.models import AcademicProfileLog, SubjectAssessment, UnitMastery

PERSONAL = (
    PersonalRows(
        model=SubjectAssessment,
        label="Levels",
        subject=("student_id",),
        acts=("assessed_by_id",),
        fate=Fate.ANONYMISED,
        blank={"notes": None},
        staff_only=("notes",),
    ),
    PersonalRows(
        model=AcademicProfileLog,
        label="Changes of levels",
        subject=("student_id",),
        acts=("updated_by_id",),
        staff_only=("reason",),
    ),
    PersonalRows(model=UnitMastery, label="Mastered units", subject=("student_id",), acts=("confirmed_by_id",)),
)
"""The reasons in the log are taken out by `forget_in_logs`, since the app may not change it."""
