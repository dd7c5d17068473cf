"""Drills of the four operations, bare and in small stories."""

from random import Random

from seed.demo.mathematics.questions import QuestionFields, numerical

_NAMES = ("Amina", "Ben", "Chidi", "Dana", "Elif", "Finn", "Grace", "Hugo", "Ines", "Jun")
_THINGS = ("stickers", "marbles", "shells", "grapes", "cards", "beads")


def addition(random: Random, *, lowest: int, highest: int, limit: int | None = None) -> QuestionFields:
    """Two numbers added; `limit` is the largest sum that occurs."""
    first = random.randint(lowest, highest)
    second = random.randint(lowest, min(highest, (limit or 2 * highest) - first))
    return numerical(f"${first} + {second} =$", first + second)


def subtraction(random: Random, *, lowest: int, highest: int) -> QuestionFields:
    """One number taken from a larger one; the difference is never negative."""
    second, first = sorted((random.randint(lowest, highest), random.randint(lowest, highest)))
    return numerical(f"${first} - {second} =$", first - second)


def subtraction_with_exchange(random: Random, *, lowest: int, highest: int) -> QuestionFields:
    """A subtraction whose ones cannot be taken away without an exchange."""
    while True:
        second, first = sorted((random.randint(lowest, highest), random.randint(lowest, highest)))
        if first % 10 < second % 10:
            return numerical(f"${first} - {second} =$", first - second)


def multiplication(random: Random, *, tables: list[int]) -> QuestionFields:
    """A fact of one of the tables, the factors in either order."""
    factors = [random.choice(tables), random.randint(2, 12)]
    random.shuffle(factors)
    return numerical(rf"${factors[0]} \times {factors[1]} =$", factors[0] * factors[1])


def division(random: Random, *, tables: list[int]) -> QuestionFields:
    """A division fact of one of the tables, without remainder."""
    divisor, quotient = random.choice(tables), random.randint(2, 12)
    return numerical(rf"${divisor * quotient} \div {divisor} =$", quotient)


def sharing_story(random: Random, *, tables: list[int]) -> QuestionFields:
    """Things shared equally among children."""
    children, each = random.choice(tables), random.randint(2, 10)
    question = (
        f"{random.choice(_NAMES)} shares {children * each} {random.choice(_THINGS)} equally among {children} children. "
        "How many does each child get?"
    )
    return numerical(question, each)


def taking_away_story(random: Random, *, highest: int) -> QuestionFields:
    """Things that someone has and gives away."""
    first = random.randint(5, highest)
    second = random.randint(1, first - 1)
    question = (
        f"{random.choice(_NAMES)} has {first} {random.choice(_THINGS)} and gives away {second}. How many are left?"
    )
    return numerical(question, first - second)


def missing_start(random: Random, *, lowest: int, highest: int) -> QuestionFields:
    """The number from which something was taken: solved by adding back."""
    taken, left = random.randint(lowest, highest), random.randint(lowest, highest)
    return numerical(f"I think of a number. I take away {taken} and {left} is left. What was my number?", taken + left)
