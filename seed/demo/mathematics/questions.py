"""The forms of a drill's questions, in the words of a content file: drawn questions and written ones are one kind."""

from fractions import Fraction
from random import Random

QuestionFields = dict[str, object]
Number = int | float | Fraction


def numerical(question: str, answer: Number, unit: str | None = None, tolerance: float | None = None) -> QuestionFields:
    """A question answered by a number; a fraction is written 3/8, in lowest terms."""
    fields: QuestionFields = {"question": question, "type": "NUMERICAL", "answer": written(answer)}
    if unit is not None:
        fields["unit"] = unit
    if tolerance is not None:
        fields["tolerance"] = tolerance
    return fields


def blanks(question: str, *answers: str) -> QuestionFields:
    """A question with one `___` for each answer."""
    answer: object = answers[0] if len(answers) == 1 else list(answers)
    return {"question": question, "type": "FILL_IN_BLANK", "answer": answer}


def choice(random: Random, question: str, answer: str, distractors: list[str]) -> QuestionFields:
    """A question with the answer and up to three distractors that differ from it, in drawn order."""
    others = [text for text in dict.fromkeys(distractors) if text != answer][:3]
    options = [answer, *others]
    random.shuffle(options)
    return {"question": question, "type": "MULTIPLE_CHOICE", "options": options, "answer": answer}


def written(number: Number) -> int | float | str:
    """A number as a content file holds it: whole ones as int, decimals as float, the rest as `3/8`."""
    if isinstance(number, float):
        return int(number) if number.is_integer() else round(number, 6)
    if Fraction(number).denominator == 1:
        return int(number)
    return f"{Fraction(number).numerator}/{Fraction(number).denominator}"


def tex_fraction(numerator: int, denominator: int) -> str:
    """The fraction in TeX, without dollar signs."""
    return rf"\frac{{{numerator}}}{{{denominator}}}"
