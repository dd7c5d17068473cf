"""Drills with lengths, areas and angles."""

from random import Random

from seed.demo.mathematics.questions import QuestionFields, numerical

_TRIPLES = ((3, 4, 5), (5, 12, 13), (8, 15, 17), (7, 24, 25))


def rectangle_perimeter(random: Random, *, highest: int) -> QuestionFields:
    """All the way round a rectangle."""
    width, length = sorted(random.sample(range(2, highest + 1), 2))
    question = f"A rectangle is {length} cm long and {width} cm wide. What is its perimeter?"
    return numerical(question, 2 * (width + length), unit="cm")


def rectangle_area(random: Random, *, highest: int) -> QuestionFields:
    """Squares that cover a rectangle."""
    width, length = sorted(random.sample(range(2, highest + 1), 2))
    question = f"A rectangle is {length} cm long and {width} cm wide. What is its area?"
    return numerical(question, width * length, unit="cm²")


def triangle_area(random: Random, *, highest: int) -> QuestionFields:
    """Half of base times height; at least one of the two is even."""
    while True:
        base, height = random.randint(3, highest), random.randint(3, highest)
        if base * height % 2 == 0:
            question = f"A triangle has base {base} cm and height {height} cm. What is its area?"
            return numerical(question, base * height // 2, unit="cm²")


def triangle_height(random: Random, *, highest: int) -> QuestionFields:
    """The height found back from area and base."""
    base, height = 2 * random.randint(2, highest // 2), random.randint(3, highest)
    question = f"A triangle has area {base * height // 2} cm² and base {base} cm. What is its height?"
    return numerical(question, height, unit="cm")


def angle_on_a_line(random: Random) -> QuestionFields:
    """Two angles that make a straight line."""
    angle = random.randint(15, 165)
    return numerical(
        f"Two angles lie on a straight line. One is {angle}°. How big is the other?", 180 - angle, unit="°"
    )


def angle_in_a_triangle(random: Random) -> QuestionFields:
    """The third angle of a triangle."""
    first, second = random.randint(25, 85), random.randint(25, 85)
    question = f"Two angles of a triangle are {first}° and {second}°. How big is the third?"
    return numerical(question, 180 - first - second, unit="°")


def longest_side(random: Random) -> QuestionFields:
    """The hypotenuse, where all three sides are whole numbers."""
    first, second, longest = random.choice(_TRIPLES)
    factor = random.randint(1, 4)
    question = (
        f"The two shorter sides of a right-angled triangle are {first * factor} cm and {second * factor} cm. "
        "How long is the longest side?"
    )
    return numerical(question, longest * factor, unit="cm")


def shorter_side(random: Random) -> QuestionFields:
    """The side that is missing beside the hypotenuse."""
    first, second, longest = random.choice(_TRIPLES)
    factor = random.randint(1, 4)
    question = (
        f"In a right-angled triangle the longest side is {longest * factor} cm and another side is {first * factor} cm."
        " How long is the third side?"
    )
    return numerical(question, second * factor, unit="cm")
