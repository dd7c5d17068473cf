"""Draws a drill's questions from its template with a fixed seed: the same ones on every machine and at every start."""

from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from seed.demo.mathematics import algebra, arithmetic, counting, fractions_and_percentages, geometry
from seed.demo.mathematics.questions import QuestionFields

Template = Callable[..., QuestionFields]

_DRAWS_PER_QUESTION = 50

TEMPLATES: Final[Mapping[str, Template]] = {
    template.__name__: template
    for template in (
        algebra.adding_integers,
        algebra.equation_with_x_on_both_sides,
        algebra.linear_equation,
        algebra.multiplying_integers,
        algebra.power,
        algebra.product_of_powers,
        algebra.standard_form,
        algebra.substitution,
        algebra.term_of_a_sequence,
        arithmetic.addition,
        arithmetic.division,
        arithmetic.missing_start,
        arithmetic.multiplication,
        arithmetic.sharing_story,
        arithmetic.subtraction,
        arithmetic.subtraction_with_exchange,
        arithmetic.taking_away_story,
        counting.counted_objects,
        counting.largest_of_four,
        counting.neighbour,
        counting.number_bond,
        counting.step_with_gap,
        counting.steps,
        counting.tens_and_ones,
        fractions_and_percentages.adding_fractions,
        fractions_and_percentages.decimal_of_fraction,
        fractions_and_percentages.equivalent_fraction,
        fractions_and_percentages.fraction_of_amount,
        fractions_and_percentages.percentage_of_amount,
        fractions_and_percentages.sharing_in_a_ratio,
        fractions_and_percentages.simplest_ratio,
        geometry.angle_in_a_triangle,
        geometry.angle_on_a_line,
        geometry.longest_side,
        geometry.rectangle_area,
        geometry.rectangle_perimeter,
        geometry.shorter_side,
        geometry.triangle_area,
        geometry.triangle_height,
    )
}


def drill_questions(template: str, seed: int, count: int, parameters: Mapping[str, object]) -> list[QuestionFields]:
    """`count` questions, no two with the same words.

    Raises KeyError for an unknown template, TypeError for parameters that it does not take, and ValueError
    where the template cannot give so many different questions.
    """
    random = Random(seed)
    drawn: dict[object, QuestionFields] = {}
    for _ in range(count * _DRAWS_PER_QUESTION):
        question = TEMPLATES[template](random, **parameters)
        drawn.setdefault(question["question"], question)
        if len(drawn) == count:
            return list(drawn.values())
    raise ValueError(f"{template} gives only {len(drawn)} different questions, not {count}")
