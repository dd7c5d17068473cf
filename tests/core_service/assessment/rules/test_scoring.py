"""What a review's marks amount to (R181, C20)."""

from typing import Any

import pytest
from hypothesis import given, strategies as st

from core_service.assessment.rules.scoring import (
    Criterion,
    CriterionScore,
    Marks,
    Paper,
    given_points,
    mark_problems,
    marked_answers,
    result_of,
)
from core_service.catalogue.rules import ExerciseType
from core_service.foundation.errors import Invalid
from core_service.work.rules.questions import Expected, Question

RUBRIC = (Criterion("Ideas", 6), Criterion("Spelling", 4))


def question(kind: ExerciseType, points: float = 1) -> Question:
    """A question that expects anything."""
    return Question(kind, "?", Expected("x"), points)


CHOICE, LONG = question(ExerciseType.MULTIPLE_CHOICE), question(ExerciseType.LONG_ANSWER, 3)


def paper(*questions: Question, rubric: tuple[Criterion, ...] = (), given: dict[int, float] | None = None) -> Paper:
    """Out of twenty."""
    return Paper(questions, given or {}, rubric, 20)


def scored(ideas: float, spelling: float) -> Marks:
    """The rubric's two criteria."""
    return Marks(criteria=(CriterionScore("Ideas", ideas), CriterionScore("Spelling", spelling)))


def problems(on: Paper, marks: Marks) -> list[str]:
    """The paths of what is wrong."""
    return [each.path for each in mark_problems(on, marks)]


def test_rubric_alone_makes_the_score() -> None:
    """attempt.score = overallScore ÷ maxScore × the exercise's maximum."""
    result = result_of(paper(LONG, rubric=RUBRIC), scored(5, 2))
    assert (result.overall_score, result.max_score, result.of(20)) == (7, 10, 14)


def test_objective_part_arrives_scored_beside_a_rubric() -> None:
    """The rubric stands for the points of the questions that a person judges."""
    result = result_of(paper(CHOICE, LONG, rubric=RUBRIC, given={0: 1}), scored(3, 2))
    assert (result.overall_score, result.max_score, result.of(20)) == (2.5, 4, 12.5)


def test_objective_part_can_be_adjusted() -> None:
    """A right answer that the author did not foresee."""
    on = paper(CHOICE, LONG, given={0: 0})
    assert result_of(on, Marks(questions={1: 3})).of(20) == 15
    assert result_of(on, Marks(questions={0: 1, 1: 3})).of(20) == 20


def test_without_a_rubric_a_number_up_to_the_maximum_will_do() -> None:
    """And is the whole score."""
    assert result_of(paper(LONG), Marks(overall=13)).of(20) == 13


@pytest.mark.parametrize(
    ("on", "marks", "path"),
    [
        (paper(LONG, rubric=RUBRIC), Marks(criteria=(CriterionScore("Ideas", 5),)), "criteriaScores"),
        (paper(LONG), Marks(), "scores"),
        (paper(), Marks(), "overallScore"),
    ],
)
def test_missing_marks_are_named(on: Paper, marks: Marks, path: str) -> None:
    """Nothing is graded by half."""
    with pytest.raises(Invalid) as refused:
        result_of(on, marks)
    assert [each.path for each in refused.value.errors] == [path]


@pytest.mark.parametrize(
    ("marks", "path"),
    [
        (Marks(criteria=(CriterionScore("Style", 1),)), "criteriaScores.0.criterionName"),
        (Marks(criteria=(CriterionScore("Ideas", 1), CriterionScore("Ideas", 2))), "criteriaScores.1.criterionName"),
        (Marks(criteria=(CriterionScore("Ideas", 6.5),)), "criteriaScores.0.score"),
        (Marks(questions={7: 1}), "scores"),
        (Marks(questions={0: -1}), "scores"),
        (Marks(overall=5), "overallScore"),
    ],
)
def test_impossible_marks_are_named_in_a_draft_too(marks: Marks, path: str) -> None:
    """Unknown, doubled, out of range, or against the rubric."""
    assert problems(paper(LONG, rubric=RUBRIC), marks) == [path]


def test_overall_score_has_a_maximum() -> None:
    """That of the attempt."""
    assert problems(paper(LONG), Marks(overall=20.5)) == ["overallScore"]
    assert problems(paper(LONG), Marks(overall=20)) == []


def test_only_what_the_core_can_know_is_given() -> None:
    """A blank on a worksheet was done on paper: it is no zero."""
    sheet = question(ExerciseType.WORKSHEET)
    stored: list[dict[str, Any]] = [
        {"questionIndex": 0, "answer": "4", "score": 1},
        {"questionIndex": 1, "answer": "text"},
        {"questionIndex": 2, "answer": None, "score": 0},
    ]
    assert given_points([CHOICE, LONG, sheet], stored) == {0: 1}
    assert given_points([CHOICE, LONG, LONG], stored) == {0: 1, 2: 0}


def test_student_sees_right_or_not_yet_per_question() -> None:
    """For each question that has points; the others only by the whole."""
    on = paper(CHOICE, LONG, LONG, given={0: 1})
    marked = marked_answers(on, [{"questionIndex": 0, "answer": "4", "score": 1}], Marks(questions={1: 2}))
    assert marked == [
        {"questionIndex": 0, "answer": "4", "isCorrect": True, "score": 1},
        {"questionIndex": 1, "answer": None, "isCorrect": False, "score": 2},
        {"questionIndex": 2, "answer": None},
    ]


@given(
    ideas=st.floats(0, 6),
    spelling=st.floats(0, 4),
    objective=st.lists(st.floats(0, 1), max_size=4),
    maximum=st.integers(1, 100),
)
def test_score_stays_within_its_maximum(ideas: float, spelling: float, objective: list[float], maximum: int) -> None:
    """Whatever is judged, and however it is mixed."""
    questions = (*[CHOICE] * len(objective), LONG)
    on = Paper(questions, dict(enumerate(objective)), RUBRIC, maximum)
    assert 0 <= result_of(on, scored(ideas, spelling)).of(maximum) <= maximum
