"""Reads a number as students write it: 3/8, 1½, 1,250, 1,00,000, 4.5 × 10³, 20 cm², £3.50, 50%, x = 7 (R161)."""

import math
import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

LONGEST = 100
"""Characters of a number written as text; a longer one is none."""

_NUMBER = re.compile(
    r"""(?:(?P<name>[^\W\d_])?\s*=\s*)?(?P<sign>[+-]?)\s*(?P<currency>[£$€₹]|Rs\.?|)\s*
        (?: (?:(?P<whole>\d+)\s+)?(?P<upper>\d+)\s*/\s*(?P<lower>\d+)
          | (?: (?P<grouped>\d{1,3}(?:[, ']\d{3})+|\d{1,2}(?:,\d{2})+,\d{3})(?P<after_group>\.\d+)?
              | (?P<decimal>\d+(?:[.,]\d+)?|[.,]\d+)
            )(?:\s*[x×*·]\s*10\s*\^\s*(?P<power>[+-]?\d{1,3})|[eE](?P<exponent>[+-]?\d{1,3}))?
        )\s*(?:\.|/-|(?P<unit>(?:[^\W\d_]|[%°£$€₹]).*))?""",
    re.VERBOSE,
)
_RAISED = re.compile("[⁺⁻]?[⁰¹²³⁴-⁹]+")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
_WORDS = {
    "millimetre": "mm",
    "centimetre": "cm",
    "metre": "m",
    "kilometre": "km",
    "milligram": "mg",
    "gram": "g",
    "kilogram": "kg",
    "millilitre": "ml",
    "litre": "l",
    "second": "s",
    "minute": "min",
    "hour": "h",
    "degree": "°",
    "pound": "£",
    "dollar": "$",
    "euro": "€",
    "rupee": "₹",
    "rs": "₹",
    "pi": "π",
    "percent": "%",
    "per cent": "%",
}
_LONGEST_SYMBOL = 3
"""A longer unit is a word and may stand in the plural: 1 day, 2 days."""

_UNIT_BY_ITSELF = re.compile(r"[^\W\d_]{2,}[^\d]*[23]?|[mgslp%°£$€₹][23]?")
_RELATIVE_SLACK = Fraction(1, 10**9)


@dataclass(frozen=True, slots=True)
class Numeral:
    """An exact value, with the unit written beside it and the letter that it was said to be, or empty texts."""

    value: Fraction
    unit: str
    name: str = ""


def read_numeral(written: object) -> Numeral | None:
    """The number, or None if there is none to read; booleans, infinities and division by zero are no numbers."""
    match written:
        case bool():
            return None
        case int():
            return Numeral(Fraction(written), "")
        case float():
            return Numeral(Fraction(repr(written)), "") if math.isfinite(written) else None
        case str() if len(written) <= LONGEST:
            return _from_text(written)
        case _:
            return None


def _from_text(text: str) -> Numeral | None:
    found = _NUMBER.fullmatch(_plain(text))
    if found is None:
        return None
    parts = found.groupdict(default="")
    if parts["lower"] and not int(parts["lower"]):
        return None
    value = -_magnitude(parts) if parts["sign"] == "-" else _magnitude(parts)
    return Numeral(value, unit_name(parts["currency"] or parts["unit"]), parts["name"].casefold())


def _plain(text: str) -> str:
    """Compatibility forms alone would make 1½ eleven halves and 10³ a hundred and three: these are spelt first."""
    spelt = "".join(f" {sign}" if unicodedata.name(sign, "").startswith("VULGAR FRACTION") else sign for sign in text)
    spelt = _RAISED.sub(lambda raised: "^" + raised[0], spelt)
    return unicodedata.normalize("NFKC", spelt).replace("\N{FRACTION SLASH}", "/").translate(_DASHES).strip()


def _magnitude(parts: dict[str, str]) -> Fraction:
    if parts["lower"]:
        return Fraction(int(parts["whole"] or 0)) + Fraction(int(parts["upper"]), int(parts["lower"]))
    digits = re.sub(r"\D", "", parts["grouped"]) + parts["after_group"] or parts["decimal"].replace(",", ".")
    return Fraction(digits) * Fraction(10) ** int(parts["power"] or parts["exponent"] or 0)


def unit_name(unit: str) -> str:
    """The form in which units are compared: cm², cm^2, cm2 and `centimetres²` are one; `per cent` is %."""
    plain = unicodedata.normalize("NFKC", unit).translate(_DASHES).casefold().replace("^", "").strip(" .")
    for word, short in _WORDS.items():
        american = word.replace("metre", "meter").replace("litre", "liter")
        plain = re.sub(rf"\b(?:{word}|{american})s?(?=\d*\b)", short, plain)
    return "".join(plain.split()).removesuffix("s") if len(plain) > _LONGEST_SYMBOL else plain.replace(" ", "")


def same_number(given: Numeral, expected: Numeral, *, unit: str, tolerance: float) -> bool:
    """Whether `given` answers a question that shows `unit` beside its field.

    The unit may be left out but not be another one; where none is asked for, 5 apples are 5, but 3x is not 3.
    50% is a half, except where per cents are asked for. `x = 7` is 7, but not the answer to `y = 7`.
    """
    if given.name and expected.name and given.name != expected.name:
        return False
    asked = unit_name(unit) or expected.unit
    if given.unit and not (given.unit == asked if asked else _UNIT_BY_ITSELF.fullmatch(given.unit)):
        return False
    difference = abs(_worth(given, asked) - _worth(expected, asked))
    return difference <= max(Fraction(repr(tolerance)), abs(expected.value) * _RELATIVE_SLACK)


def _worth(numeral: Numeral, asked: str) -> Fraction:
    return numeral.value / 100 if numeral.unit == "%" and asked != "%" else numeral.value
