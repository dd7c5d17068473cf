"""What a review's marks amount to (R181, C20; REQUIREMENTS 26, "Returned work").

Objective questions arrive scored and can be adjusted. A rubric judges the rest: its criteria stand for the points of
those questions. Without a rubric the rest gets points question by question, or the whole a number from 0 to the
maximum. `attempt.score = overall_score / max_score × attempt.max_score`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core_service.catalogue.rules import ExerciseType
from core_service.foundation.errors import FieldError, Invalid
from core_service.work.rules.questions import Question


@dataclass(frozen=True, slots=True)
class Criterion:
    """One line of a rubric."""

    name: str
    max_points: float


@dataclass(frozen=True, slots=True)
class CriterionScore:
    """What an assessor gave for it; `score` None while there is only a note."""

    name: str
    score: float | None
    comment: str | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """What an assessor has entered so far; `questions` are points by the question's index."""

    criteria: tuple[CriterionScore, ...] = ()
    questions: Mapping[int, float] | None = None
    overall: float | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """What is marked: its questions, what the core gave them, the rubric's criteria and the attempt's maximum."""

    questions: Sequence[Question]
    given: Mapping[int, float]
    criteria: Sequence[Criterion]
    max_score: float


@dataclass(frozen=True, slots=True)
class Result:
    """The whole of a review."""

    overall_score: float
    max_score: float

    def of(self, maximum: float) -> float:
        """As a score out of `maximum`, two decimals."""
        return round(self.overall_score / self.max_score * maximum, 2)


def given_points(questions: Sequence[Question], answers: Sequence[Mapping[str, Any]]) -> dict[int, float]:
    """What the core gave by itself: objective questions, and nothing for a question left blank except on paper."""
    return {
        each["questionIndex"]: each["score"]
        for each in answers
        if "score" in each
        and each["questionIndex"] < len(questions)
        and questions[each["questionIndex"]].type is not ExerciseType.WORKSHEET
    }


def mark_problems(paper: Paper, marks: Marks) -> Iterator[FieldError]:
    """What is wrong with marks, finished or not: unknown, doubled or out of range."""
    most = {each.name: each.max_points for each in paper.criteria}
    seen: set[str] = set()
    for place, given in enumerate(marks.criteria):
        path = f"criteriaScores.{place}"
        if given.name not in most:
            yield FieldError(f"{path}.criterionName", "is no criterion of the rubric")
        elif given.name in seen:
            yield FieldError(f"{path}.criterionName", "is scored twice")
        elif given.score is not None and not 0 <= given.score <= most[given.name]:
            yield FieldError(f"{path}.score", f"is a number from 0 to {most[given.name]:g}")
        seen.add(given.name)
    for index, score in (marks.questions or {}).items():
        if not 0 <= index < len(paper.questions):
            yield FieldError("scores", f"there is no question {index}")
        elif not 0 <= score <= paper.questions[index].points:
            yield FieldError("scores", f"question {index} has from 0 to {paper.questions[index].points:g} points")
    if marks.overall is not None and paper.criteria:
        yield FieldError("overallScore", "follows from the rubric's criteria here")
    elif marks.overall is not None and not 0 <= marks.overall <= paper.max_score:
        yield FieldError("overallScore", f"is a number from 0 to {paper.max_score:g}")


def result_of(paper: Paper, marks: Marks) -> Result:
    """The review's score. Raises Invalid while something is wrong with the marks, or missing."""
    problems = [*mark_problems(paper, marks), *_missing(paper, marks)]
    if problems:
        raise Invalid("The marks are not complete.", errors=problems)
    if marks.overall is not None:
        return Result(marks.overall, paper.max_score)
    points = _points(paper, marks)
    if not paper.criteria:
        return Result(sum(points.values()), _possible(paper.questions))
    earned = sum(each.score or 0 for each in marks.criteria)
    possible = sum(each.max_points for each in paper.criteria)
    objective = [index for index, question in enumerate(paper.questions) if question.is_objective]
    if not objective:
        return Result(earned, possible)
    judged = _possible([question for question in paper.questions if not question.is_objective])
    overall = sum(points[index] for index in objective) + earned / possible * judged
    return Result(overall, _possible([paper.questions[index] for index in objective]) + judged)


def _missing(paper: Paper, marks: Marks) -> Iterator[FieldError]:
    if paper.criteria:
        scored = {each.name for each in marks.criteria if each.score is not None}
        for criterion in paper.criteria:
            if criterion.name not in scored:
                yield FieldError("criteriaScores", f"“{criterion.name}” has no score yet")
    elif marks.overall is None:
        points = _points(paper, marks)
        open_ones = [index for index in range(len(paper.questions)) if index not in points]
        for index in open_ones:
            yield FieldError("scores", f"question {index} has no score yet; or give an overallScore")
        if not paper.questions:
            yield FieldError("overallScore", "is needed")


def _points(paper: Paper, marks: Marks) -> dict[int, float]:
    """Points by question: what the core gave, then what the assessor says."""
    return {**paper.given, **(marks.questions or {})}


def _possible(questions: Sequence[Question]) -> float:
    return sum(question.points for question in questions)


def marked_answers(paper: Paper, answers: Sequence[Mapping[str, Any]], marks: Marks) -> list[dict[str, Any]]:
    """The attempt's answers as they are stored: right or not yet for each question that has points (R161)."""
    points = _points(paper, marks)
    by_index = {each["questionIndex"]: each.get("answer") for each in answers}
    indexes = range(len(paper.questions)) if paper.questions else sorted(by_index)
    marked: list[dict[str, Any]] = []
    for index in indexes:
        entry: dict[str, Any] = {"questionIndex": index, "answer": by_index.get(index)}
        if index in points:
            entry |= {"isCorrect": points[index] >= paper.questions[index].points, "score": points[index]}
        marked.append(entry)
    return marked
