"""Why and in what a student's profile may change (R030, R184, C49)."""

from enum import StrEnum


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
