"""Drills with parts of a whole: fractions, decimals, percentages, ratios."""

from fractions import Fraction
from math import gcd
from random import Random

from seed.demo.mathematics.questions import QuestionFields, blanks, numerical, tex_fraction


def adding_fractions(random: Random, *, denominators: list[list[int]]) -> QuestionFields:
    """Two proper fractions in lowest terms, whose denominators are one of the pairs."""
    pair = list(random.choice(denominators))
    random.shuffle(pair)
    numerators = [_coprime_below(random, denominator) for denominator in pair]
    shown = [tex_fraction(top, bottom) for top, bottom in zip(numerators, pair, strict=True)]
    total = sum((Fraction(top, bottom) for top, bottom in zip(numerators, pair, strict=True)), Fraction(0))
    return numerical(f"${shown[0]} + {shown[1]} =$", total)


def fraction_of_amount(random: Random, *, denominators: list[int]) -> QuestionFields:
    """A fraction of a number that it divides."""
    denominator = random.choice(denominators)
    numerator, part = _coprime_below(random, denominator), random.randint(3, 12)
    question = f"What is ${tex_fraction(numerator, denominator)}$ of {denominator * part}?"
    return numerical(question, numerator * part)


def equivalent_fraction(random: Random, *, denominators: list[int]) -> QuestionFields:
    """The missing numerator of an equal fraction."""
    denominator = random.choice(denominators)
    numerator, factor = _coprime_below(random, denominator), random.randint(2, 5)
    equation = rf"${tex_fraction(numerator, denominator)} = \frac{{?}}{{{denominator * factor}}}$"
    return numerical(f"{equation} Which number stands for the question mark?", numerator * factor)


def decimal_of_fraction(random: Random, *, denominators: list[int]) -> QuestionFields:
    """Tenths or hundredths as a decimal; 0.7 and 0.70 are the same number."""
    denominator = random.choice(denominators)
    numerator = random.randint(1, denominator - 1)
    question = f"Write ${tex_fraction(numerator, denominator)}$ as a decimal."
    return numerical(question, numerator / denominator)


def percentage_of_amount(random: Random, *, percentages: list[int], multiple_of: int) -> QuestionFields:
    """A percentage of an amount; the amounts are chosen so that the result is whole."""
    while True:
        percentage, amount = random.choice(percentages), multiple_of * random.randint(2, 20)
        if percentage * amount % 100 == 0:
            return numerical(rf"What is ${percentage}\%$ of {amount}?", percentage * amount // 100)


def simplest_ratio(random: Random, *, highest: int) -> QuestionFields:
    """A ratio to be written with the smallest whole numbers."""
    while True:
        left, right, factor = random.randint(1, highest), random.randint(1, highest), random.randint(2, 9)
        if left != right and gcd(left, right) == 1:
            return blanks(f"{left * factor} : {right * factor} = ___ : ___", str(left), str(right))


def sharing_in_a_ratio(random: Random, *, highest: int) -> QuestionFields:
    """An amount shared between two children; one share is asked for."""
    left, right = random.sample(range(1, highest + 1), 2)
    part = random.randint(2, 9)
    names = random.sample(("Amina", "Ben", "Chidi", "Dana", "Elif", "Finn"), 2)
    asked, share = random.choice(((names[0], left), (names[1], right)))
    question = (
        f"{names[0]} and {names[1]} share £{(left + right) * part} in the ratio {left} : {right}. "
        f"How many pounds does {asked} get?"
    )
    return numerical(question, share * part, unit="£")


def _coprime_below(random: Random, denominator: int) -> int:
    return random.choice([top for top in range(1, denominator) if gcd(top, denominator) == 1])
