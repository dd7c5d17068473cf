"""Drills of the first classes: counting, neighbours, bonds, tens and ones."""

from random import Random

from seed.demo.mathematics.questions import QuestionFields, blanks, choice, numerical

_THINGS = ("🍎", "⭐", "🐟", "🌼", "🚗", "🎈")


def counted_objects(random: Random, *, lowest: int, highest: int) -> QuestionFields:
    """So many pictures to count; read aloud without naming them one by one."""
    number, thing = random.randint(lowest, highest), random.choice(_THINGS)
    question = numerical(f"How many are there? {' '.join([thing] * number)}", number)
    return question | {"speech": "How many are there? Point to each one and count."}


def steps(random: Random, *, step: int, lowest: int, highest: int) -> QuestionFields:
    """The next number of a row; a negative step counts back."""
    first = random.randrange(lowest, highest + 1, abs(step))
    row = ", ".join(str(first + step * place) for place in range(3))
    return blanks(f"{row}, ___", str(first + 3 * step))


def step_with_gap(random: Random, *, step: int, lowest: int, highest: int) -> QuestionFields:
    """A row of five whose third number is missing."""
    first = random.randrange(lowest, highest + 1, abs(step))
    row = [str(first + step * place) for place in range(5)]
    missing, row[2] = row[2], "___"
    return blanks(", ".join(row), missing)


def neighbour(random: Random, *, lowest: int, highest: int) -> QuestionFields:
    """The number just before or just after another."""
    number = random.randint(lowest + 1, highest - 1)
    word, distance = random.choice((("before", -1), ("after", 1)))
    return numerical(f"Which number comes just {word} {number}?", number + distance)


def number_bond(random: Random, *, total: int) -> QuestionFields:
    """What is missing to the total, the blank on either side of the plus sign."""
    known = random.randint(0, total)
    sides = random.choice(((f"{known}", "___"), ("___", f"{known}")))
    return blanks(f"{sides[0]} + {sides[1]} = {total}", str(total - known))


def tens_and_ones(random: Random, *, lowest: int, highest: int) -> QuestionFields:
    """A two-digit number taken apart."""
    number = random.randint(lowest, highest)
    return blanks(f"{number} is ___ tens and ___ ones.", str(number // 10), str(number % 10))


def largest_of_four(random: Random, *, lowest: int, highest: int) -> QuestionFields:
    """The largest of four numbers, the same digits turned round among them."""
    numbers = random.sample(range(lowest, highest + 1), 3)
    turned = int(str(numbers[0])[::-1])
    shown = list(dict.fromkeys([*numbers, turned if turned not in numbers else numbers[0] + 1]))
    largest = max(shown)
    return choice(
        random, f"Which number is the largest: {', '.join(map(str, shown))}?", str(largest), [str(n) for n in shown]
    )
