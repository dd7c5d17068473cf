"""Numbers are read as students write them, and compared by value and unit."""

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from core_service.work.rules.numerals import Numeral, read_numeral, same_number


@pytest.mark.parametrize(
    ("written", "value", "unit"),
    [
        ("3/8", Fraction(3, 8), ""),
        ("1 1/2", Fraction(3, 2), ""),
        ("1½", Fraction(3, 2), ""),
        ("½", Fraction(1, 2), ""),
        ("1,250", Fraction(1250), ""),
        ("1 250", Fraction(1250), ""),
        ("2,000,000.5", Fraction(4000001, 2), ""),
        ("3,5", Fraction(7, 2), ""),
        (".5", Fraction(1, 2), ""),
        ("−3", Fraction(-3), ""),
        ("+ 4", Fraction(4), ""),
        ("- £5", Fraction(-5), "£"),
        ("£3.50", Fraction(7, 2), "£"),
        ("20 cm²", Fraction(20), "cm2"),
        ("20 cm^2", Fraction(20), "cm2"),
        ("20 centimetres²", Fraction(20), "cm2"),
        ("5 meters", Fraction(5), "m"),
        ("2 days", Fraction(2), "day"),
        ("50%", Fraction(50), "%"),
        ("50 per cent", Fraction(50), "%"),
        ("1'250", Fraction(1250), ""),
        ("1,25,000", Fraction(125000), ""),
        ("12,34,567.5", Fraction(2469135, 2), ""),
        ("5.", Fraction(5), ""),
        ("= 5", Fraction(5), ""),
        ("₹ 250", Fraction(250), "₹"),
        ("Rs. 250", Fraction(250), "₹"),
        ("250 rupees", Fraction(250), "₹"),
        ("250/-", Fraction(250), ""),
        ("4.5 × 10³", Fraction(4500), ""),
        ("4.5 x 10^3", Fraction(4500), ""),
        ("3*10^-2 m", Fraction(3, 100), "m"),
        ("3 · 10⁻²", Fraction(3, 100), ""),
        ("1.5e-3", Fraction(3, 2000), ""),
        ("20 m s⁻²", Fraction(20), "ms-2"),
        ("2 pi", Fraction(2), "π"),
        (12, Fraction(12), ""),
        (0.1, Fraction(1, 10), ""),
    ],
)
def test_number_is_read(written: object, value: Fraction, unit: str) -> None:
    """Fractions, grouped digits, vulgar fractions, signs, currencies and units all have a value."""
    assert read_numeral(written) == Numeral(value, unit)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "x > 3",
        "1/0",
        "12 34",
        "3/8/2",
        "1:30",
        "1,2,3",
        "xy = 5",
        True,
        float("inf"),
        float("nan"),
        "9" * 101,
        None,
    ],
)
def test_what_is_no_number_is_none(written: object) -> None:
    """Words, division by zero, infinities and endless digits are not numbers, and nothing is raised."""
    assert read_numeral(written) is None


@pytest.mark.parametrize(
    ("given_text", "expected", "unit", "tolerance", "is_same"),
    [
        ("0.375", "3/8", "", 0, True),
        ("6/16", "3/8", "", 0, True),
        ("0.37", "3/8", "", 0, False),
        ("0.37", "3/8", "", 0.01, True),
        ("20", 20, "cm²", 0, True),
        ("20 cm²", 20, "cm²", 0, True),
        ("20 m²", 20, "cm²", 0, False),
        ("20 cm", "20 cm", "", 0, True),
        ("20 m", "20 cm", "", 0, False),
        ("5 apples", 5, "", 0, True),
        ("3x", 3, "", 0, False),
        ("3x4", 3, "", 0, False),
        ("1e5", 1, "", 0, False),
        ("1e5", 100_000, "", 0, True),
        ("9.8 m/s^2", "9.8", "m/s²", 0, True),
        ("9.8 m s^-2", "9.8", "m s⁻²", 0, True),
        ("4.5 x 10^3", "4.5 × 10³", "", 0, True),
        ("45 x 10^2", 4500, "", 0, True),
        ("4.5 x 10^4", "4.5 × 10³", "", 0, False),
        ("x = 7", 7, "", 0, True),
        ("7", "x = 7", "", 0, True),
        ("y = 7", "x = 7", "", 0, False),
        ("50%", "1/2", "", 0, True),
        ("50%", 50, "%", 0, True),
        ("0.5", 50, "%", 0, False),
        ("£3.50", 3.5, "£", 0, True),
        ("$3.50", 3.5, "£", 0, False),
    ],
)
def test_numbers_compare_by_value_and_unit(
    given_text: object, expected: object, unit: str, tolerance: float, is_same: bool
) -> None:
    """Equal forms are the same number; another unit is another answer; the tolerance is absolute."""
    given_numeral, wanted = read_numeral(given_text), read_numeral(expected)
    assert given_numeral is not None
    assert wanted is not None
    assert same_number(given_numeral, wanted, unit=unit, tolerance=tolerance) is is_same


def test_sum_of_floats_is_not_off_by_rounding() -> None:
    """0.1 + 0.2 counts as 0.3."""
    total, wanted = read_numeral(0.1 + 0.2), read_numeral(0.3)
    assert total is not None
    assert wanted is not None
    assert same_number(total, wanted, unit="", tolerance=0)


@given(st.text() | st.integers() | st.floats() | st.none() | st.booleans())
def test_nothing_that_is_sent_crashes(written: object) -> None:
    """Any text or number is read or refused."""
    numeral = read_numeral(written)
    assert numeral is None or isinstance(numeral.value, Fraction)


@given(st.integers(-(10**9), 10**9), st.integers(1, 1000))
def test_every_fraction_equals_itself(upper: int, lower: int) -> None:
    """A fraction written out is worth its value."""
    numeral = read_numeral(f"{upper}/{lower}")
    assert numeral is not None
    assert numeral.value == Fraction(upper, lower)
