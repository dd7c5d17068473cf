"""Who learns what where; why and in what their profile may change (R030, R184, C49)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from core_service.foundation.errors import FieldError


@dataclass(frozen=True, slots=True)
class Learner:
    """A student in a course at a centre: what a level, a sequence and a recommendation are about (C47)."""

    centre_id: UUID
    student_id: UUID
    course_id: UUID


class ProfileUpdateType(StrEnum):
    """What led to a change (R030)."""

    ASSESSMENT_RESULT = "ASSESSMENT_RESULT"
    TUTOR_OVERRIDE = "TUTOR_OVERRIDE"
    DIAGNOSTIC_TEST = "DIAGNOSTIC_TEST"
    LEVEL_ADVANCEMENT = "LEVEL_ADVANCEMENT"
    LEVEL_REGRESSION = "LEVEL_REGRESSION"


class ProfileMetric(StrEnum):
    """What a line of the profile's log is about (R184, R188)."""

    LEVEL = "LEVEL"
    READING_AGE = "READING_AGE"
    NUMERACY_AGE = "NUMERACY_AGE"
    COMPREHENSION_LEVEL = "COMPREHENSION_LEVEL"
    WRITING_LEVEL = "WRITING_LEVEL"


AGES = (3.0, 20.0)
"""What a reading or numeracy age can be, in years (R188)."""

SHARES = (0.0, 1.0)
"""The normalised scale of comprehension and writing (R188)."""

RANGES: Mapping[ProfileMetric, tuple[float, float]] = {
    ProfileMetric.READING_AGE: AGES,
    ProfileMetric.NUMERACY_AGE: AGES,
    ProfileMetric.COMPREHENSION_LEVEL: SHARES,
    ProfileMetric.WRITING_LEVEL: SHARES,
}
"""The four metrics beside the level, with what they may be."""

_MATHEMATICS = ("math", "numer", "arith")


def metric_problems(subject_area: str, metrics: Mapping[ProfileMetric, float]) -> Iterator[FieldError]:
    """What is wrong with these metrics in a course: out of range, or measured in other subjects only (R188)."""
    is_mathematics = subject_area.strip().casefold().startswith(_MATHEMATICS)
    foreign = ProfileMetric.READING_AGE if is_mathematics else ProfileMetric.NUMERACY_AGE
    for metric, value in metrics.items():
        least, most = RANGES[metric]
        if metric is foreign:
            yield FieldError(wire_name(metric), "is not measured in this subject")
        elif not least <= value <= most:
            yield FieldError(wire_name(metric), f"is a number from {least:g} to {most:g}")


def wire_name(metric: ProfileMetric) -> str:
    """`readingAge` for READING_AGE."""
    first, *rest = metric.value.lower().split("_")
    return first + "".join(part.title() for part in rest)


def update_type_of(
    metric: ProfileMetric, previous: float | None, new: float, *, is_placement: bool, is_proposal: bool
) -> ProfileUpdateType:
    """Why the log says that something changed (C49)."""
    if is_placement:
        return ProfileUpdateType.DIAGNOSTIC_TEST
    if metric is not ProfileMetric.LEVEL:
        return ProfileUpdateType.ASSESSMENT_RESULT
    if is_proposal:
        return ProfileUpdateType.TUTOR_OVERRIDE
    return ProfileUpdateType.LEVEL_ADVANCEMENT if new > (previous or 0) else ProfileUpdateType.LEVEL_REGRESSION
