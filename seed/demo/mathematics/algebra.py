"""Drills with letters, negative numbers and powers."""

from random import Random

from seed.demo.mathematics.questions import QuestionFields, blanks, numerical


def linear_equation(random: Random, *, highest: int) -> QuestionFields:
    """Two steps undo it; the solution is a whole number, negative ones included."""
    factor, solution = random.randint(2, 9), random.randint(-5, highest)
    added = random.choice([number for number in range(-12, 13) if number != 0])
    left = f"{factor}x {'+' if added > 0 else '-'} {abs(added)}"
    return numerical(f"${left} = {factor * solution + added}$ What is $x$?", solution)


def equation_with_x_on_both_sides(random: Random, *, highest: int) -> QuestionFields:
    """The unknown stands on both sides; the solution is a whole number."""
    solution, small = random.randint(1, highest), random.randint(2, 4)
    large, added = small + random.randint(1, 5), random.randint(1, 12)
    right = (large - small) * solution + added
    return numerical(f"${large}x + {added} = {small}x + {right}$ What is $x$?", solution)


def substitution(random: Random, *, highest: int) -> QuestionFields:
    """The value of an expression for a value of its letter."""
    factor, added, value = random.randint(2, 9), random.randint(1, 12), random.randint(2, highest)
    return numerical(f"What is ${factor}a + {added}$ when $a = {value}$?", factor * value + added)


def term_of_a_sequence(random: Random) -> QuestionFields:
    """A term of a linear sequence from its rule."""
    step, start, place = random.randint(2, 9), random.randint(-5, 9), random.choice((5, 10, 20))
    sign = "+" if start >= 0 else "-"
    question = f"The rule of a sequence is ${step}n {sign} {abs(start)}$. What is term number {place}?"
    return numerical(question, step * place + start)


def adding_integers(random: Random, *, furthest: int) -> QuestionFields:
    """A sum or difference that begins or ends below zero."""
    while True:
        first, second, sign = random.randint(-furthest, furthest), random.randint(1, furthest), random.choice("+-")
        result = first + second if sign == "+" else first - second
        if min(first, result) < 0:
            return numerical(f"${first} {sign} {second} =$", result)


def multiplying_integers(random: Random, *, furthest: int) -> QuestionFields:
    """Products in which at least one factor is negative."""
    first, second = -random.randint(2, furthest), random.choice((-1, 1)) * random.randint(2, furthest)
    shown = f"({second})" if second < 0 else f"{second}"
    return numerical(rf"${first} \times {shown} =$", first * second)


def power(random: Random, *, bases: list[int], highest_exponent: int) -> QuestionFields:
    """A power written out as a number."""
    base, exponent = random.choice(bases), random.randint(2, highest_exponent)
    return numerical(f"${base}^{{{exponent}}} =$", base**exponent)


def product_of_powers(random: Random) -> QuestionFields:
    """The exponent of a product or quotient of powers of one letter."""
    first, second = random.randint(5, 9), random.randint(2, 4)
    sign, result = random.choice(((r"\times", first + second), (r"\div", first - second)))
    return numerical(rf"$a^{{{first}}} {sign} a^{{{second}}} = a^n$ What is $n$?", result)


def standard_form(random: Random) -> QuestionFields:
    """A large number as a number from 1 to 10 times a power of ten."""
    digits, exponent = random.randint(11, 99), random.randint(3, 7)
    while digits % 10 == 0:
        digits = random.randint(11, 99)
    number = digits * 10 ** (exponent - 1)
    return blanks(f"{number:,} = ___ × 10 to the power ___", f"{digits / 10:.1f}", str(exponent))
