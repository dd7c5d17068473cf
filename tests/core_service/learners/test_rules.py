"""Why and in what a profile may change (R183, R188, C49)."""

import pytest

from core_service.learners.rules import ProfileMetric, ProfileUpdateType, metric_problems, update_type_of

LEVEL, READING = ProfileMetric.LEVEL, ProfileMetric.READING_AGE


@pytest.mark.parametrize(
    ("metric", "previous", "new", "how", "expected"),
    [
        (LEVEL, 4, 5, {}, "LEVEL_ADVANCEMENT"),
        (LEVEL, 5, 4, {}, "LEVEL_REGRESSION"),
        (LEVEL, None, 4, {"is_placement": True}, "DIAGNOSTIC_TEST"),
        (READING, None, 8.5, {"is_placement": True}, "DIAGNOSTIC_TEST"),
        (LEVEL, 4, 5, {"is_proposal": True}, "TUTOR_OVERRIDE"),
        (READING, 8, 8.5, {}, "ASSESSMENT_RESULT"),
        (READING, 8, 8.5, {"is_proposal": True}, "ASSESSMENT_RESULT"),
    ],
)
def test_type_of_a_change(
    metric: ProfileMetric, previous: float | None, new: float, how: dict[str, bool], expected: str
) -> None:
    """As C49 settles it."""
    flags = {"is_placement": False, "is_proposal": False} | how
    assert update_type_of(metric, previous, new, **flags) is ProfileUpdateType(expected)


@pytest.mark.parametrize(
    ("subject", "metric", "value", "path"),
    [
        ("Mathematics", ProfileMetric.READING_AGE, 8.5, "readingAge"),
        ("English", ProfileMetric.NUMERACY_AGE, 8.5, "numeracyAge"),
        ("English", ProfileMetric.READING_AGE, 2.9, "readingAge"),
        ("English", ProfileMetric.WRITING_LEVEL, 1.1, "writingLevel"),
        ("English", ProfileMetric.COMPREHENSION_LEVEL, -0.1, "comprehensionLevel"),
    ],
)
def test_metrics_that_do_not_fit_are_named(subject: str, metric: ProfileMetric, value: float, path: str) -> None:
    """Of another subject, or out of range."""
    assert [each.path for each in metric_problems(subject, {metric: value})] == [path]


def test_metrics_that_fit_pass() -> None:
    """Ages in years, the others normalised."""
    english = {ProfileMetric.READING_AGE: 8.5, ProfileMetric.WRITING_LEVEL: 0.5, ProfileMetric.COMPREHENSION_LEVEL: 1.0}
    assert list(metric_problems("English", english)) == []
    assert list(metric_problems("maths", {ProfileMetric.NUMERACY_AGE: 9.0})) == []
