"""What grading needs to know of a question and its expected answer, read from an exercise as it is stored (R050)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core_service.catalogue.rules import OBJECTIVE_TYPES, ExerciseType


@dataclass(frozen=True, slots=True)
class Expected:
    """The answer that earns full marks, the variants that do too, and how far a number may be off."""

    answer: Any
    variants: tuple[Any, ...] = ()
    tolerance: float = 0.0

    @property
    def accepted(self) -> tuple[Any, ...]:
        """Every answer that is right."""
        return tuple(answer for answer in (self.answer, *self.variants) if answer is not None)


@dataclass(frozen=True, slots=True)
class Question:
    """One question; `left` are the texts that a MATCHING asks to be paired, `options` what there is to choose from."""

    type: ExerciseType
    text: str
    expected: Expected
    points: float = 1
    unit: str = ""
    left: tuple[str, ...] = ()
    options: tuple[str, ...] = ()

    @property
    def is_objective(self) -> bool:
        """Whether the core marks it by itself (C14, C16)."""
        return self.type in OBJECTIVE_TYPES

    @property
    def blanks(self) -> int:
        """How many gaps a FILL_IN_BLANK has: as many as its expected answer fills."""
        return len(self.expected.answer) if isinstance(self.expected.answer, list) else 1


def questions_of(
    questions: Sequence[Mapping[str, Any]], expected: Sequence[Mapping[str, Any]] | None
) -> tuple[Question, ...]:
    """An exercise's `questions` and `expectedAnswers`, joined by their place; work on paper may expect nothing."""
    answers = list(expected or ())
    answers += [{}] * (len(questions) - len(answers))
    return tuple(_question(stored, answer) for stored, answer in zip(questions, answers, strict=False))


def _question(stored: Mapping[str, Any], expected: Mapping[str, Any]) -> Question:
    return Question(
        type=ExerciseType(stored["type"]),
        text=stored["question"],
        expected=Expected(
            answer=expected.get("answer"),
            variants=tuple(expected.get("acceptableVariants") or ()),
            tolerance=float(expected.get("tolerance") or 0),
        ),
        points=stored.get("points") or 1,
        unit=stored.get("unit") or "",
        left=tuple(stored.get("left") or ()),
        options=tuple(_option_text(each) for each in stored.get("options") or ()),
    )


def _option_text(option: str | Mapping[str, Any]) -> str:
    return option if isinstance(option, str) else str(option.get("text") or "")
