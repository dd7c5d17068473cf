"""The built-in pictures by which the youngest sign in on a centre's tablet (R065; REQUIREMENTS 26, Centre tablets)."""

from enum import StrEnum

CODE_LENGTH = 4
"""Pictures in a code, each as often as one likes: 24⁴ = 331,776 codes."""


class Picture(StrEnum):
    """One of two dozen things that every child can name; a page draws it, or says its word."""

    APPLE = "apple"
    BALL = "ball"
    BELL = "bell"
    BIKE = "bike"
    BUTTERFLY = "butterfly"
    CAKE = "cake"
    CAR = "car"
    CARROT = "carrot"
    CAT = "cat"
    CLOUD = "cloud"
    DOG = "dog"
    FISH = "fish"
    FLOWER = "flower"
    GIFT = "gift"
    HEART = "heart"
    KEY = "key"
    MOON = "moon"
    PIG = "pig"
    PLANE = "plane"
    ROCKET = "rocket"
    STAR = "star"
    SUN = "sun"
    TREE = "tree"
    UMBRELLA = "umbrella"


def code_text(pictures: list[Picture]) -> str:
    """A code as the text that is hashed: its pictures in their order."""
    return " ".join(pictures)
