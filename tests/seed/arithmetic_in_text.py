"""Works out the questions of drills from their words alone, on another way than the templates that wrote them."""

import ast
import operator
import re
from collections.abc import Callable
from fractions import Fraction
from math import gcd, isqrt
from typing import Final

Answer = Fraction | list[Fraction]

_OPERATORS: Final[dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: lambda base, exponent: Fraction(base**exponent),
}
_THINGS_TO_COUNT = re.compile(r"[^\s\w.,?]")


def value_of_tex(tex: str) -> Fraction:
    """The value of a TeX expression of numbers; raises for anything else."""
    text = re.sub(r"\\frac\{(\d+)\}\{(\d+)\}", r"((\1)/(\2))", tex)
    text = text.replace(r"\times", "*").replace(r"\div", "/")
    text = re.sub(r"\^\{?(-?\d+)\}?", r"**(\1)", text)
    return _value(ast.parse(text.strip(), mode="eval").body)


def _value(node: ast.expr) -> Fraction:
    match node:
        case ast.Constant(value=int() as number):
            return Fraction(number)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand)
        case ast.BinOp(left=left, op=sign, right=right):
            return _OPERATORS[type(sign)](_value(left), _value(right))
        case _:
            raise ValueError(f"no arithmetic: {ast.dump(node)}")


def _next_in_row(a: int, b: int, c: int) -> int:
    assert c - b == b - a
    return c + (c - b)


def _solution(factor: int, sign: str, added: int, right: int) -> Fraction:
    return Fraction(right - (added if sign == "+" else -added), factor)


def _share(first: str, second: str, amount: int, left: int, right: int, asked: str) -> Fraction:
    assert asked in {first, second}
    return Fraction(amount * (left if asked == first else right), left + right)


def _in_standard_form(digits: str) -> list[Fraction]:
    exponent = len(digits) - 1
    return [Fraction(int(digits), 10**exponent), Fraction(exponent)]


def _root(square: int) -> int:
    assert isqrt(square) ** 2 == square
    return isqrt(square)


def _n(text: str) -> int:
    return int(text)


Solver = Callable[[re.Match[str]], Answer | int]
_SOLVERS: Final[tuple[tuple[str, Solver], ...]] = (
    (r"\$(.+) =\$", lambda m: value_of_tex(m[1])),
    (r"How many are there\? (.+)", lambda m: len(_THINGS_TO_COUNT.findall(m[1]))),
    (r"(\d+), (\d+), (\d+), ___", lambda m: _next_in_row(_n(m[1]), _n(m[2]), _n(m[3]))),
    (r"(\d+), (\d+), ___, (\d+), (\d+)", lambda m: Fraction(sum(map(int, m.groups())), 4)),
    (r"Which number comes just before (\d+)\?", lambda m: _n(m[1]) - 1),
    (r"Which number comes just after (\d+)\?", lambda m: _n(m[1]) + 1),
    (r"(\d+) \+ ___ = (\d+)|___ \+ (\d+) = (\d+)", lambda m: _n(m[2] or m[4]) - _n(m[1] or m[3])),
    (r"(\d)(\d) is ___ tens and ___ ones\.", lambda m: [Fraction(m[1]), Fraction(m[2])]),
    (r"Which number is the largest: ([\d, ]+)\?", lambda m: max(map(int, m[1].split(", ")))),
    (r"\w+ has (\d+) \w+ and gives away (\d+)\. .*", lambda m: _n(m[1]) - _n(m[2])),
    (r"I think of .* take away (\d+) and (\d+) is left\..*", lambda m: _n(m[1]) + _n(m[2])),
    (r"\w+ shares (\d+) \w+ equally among (\d+) .*", lambda m: Fraction(_n(m[1]), _n(m[2]))),
    (r"\$\\frac\{(\d+)\}\{(\d+)\} = \\frac\{\?\}\{(\d+)\}\$.*", lambda m: Fraction(_n(m[1]) * _n(m[3]), _n(m[2]))),
    (r"Write \$(.+)\$ as a decimal\.", lambda m: value_of_tex(m[1])),
    (r"What is \$(\\frac.+)\$ of (\d+)\?", lambda m: value_of_tex(m[1]) * _n(m[2])),
    (r"What is \$(\d+)\\%\$ of (\d+)\?", lambda m: Fraction(_n(m[1]) * _n(m[2]), 100)),
    (r"(\d+) : (\d+) = ___ : ___", lambda m: [Fraction(_n(side), gcd(_n(m[1]), _n(m[2]))) for side in m.groups()]),
    (
        r"(\w+) and (\w+) share £(\d+) in the ratio (\d+) : (\d+)\. How many pounds does (\w+) get\?",
        lambda m: _share(m[1], m[2], _n(m[3]), _n(m[4]), _n(m[5]), m[6]),
    ),
    (
        r"A rectangle is (\d+) cm long and (\d+) cm wide\. What is its perimeter\?",
        lambda m: 2 * _n(m[1]) + 2 * _n(m[2]),
    ),
    (r"A rectangle is (\d+) cm long and (\d+) cm wide\. What is its area\?", lambda m: _n(m[1]) * _n(m[2])),
    (r"A triangle has base (\d+) cm and height (\d+) cm\..*", lambda m: Fraction(_n(m[1]) * _n(m[2]), 2)),
    (r"A triangle has area (\d+) cm² and base (\d+) cm\..*", lambda m: Fraction(2 * _n(m[1]), _n(m[2]))),
    (r"Two angles lie on a straight line\. One is (\d+)°\..*", lambda m: 180 - _n(m[1])),
    (r"Two angles of a triangle are (\d+)° and (\d+)°\..*", lambda m: 180 - _n(m[1]) - _n(m[2])),
    (r"The two shorter sides .* are (\d+) cm and (\d+) cm\..*", lambda m: _root(_n(m[1]) ** 2 + _n(m[2]) ** 2)),
    (r".* longest side is (\d+) cm and another side is (\d+) cm\..*", lambda m: _root(_n(m[1]) ** 2 - _n(m[2]) ** 2)),
    (r"\$(\d)x ([+-]) (\d+) = (-?\d+)\$ What is \$x\$\?", lambda m: _solution(_n(m[1]), m[2], _n(m[3]), _n(m[4]))),
    (
        r"\$(\d)x \+ (\d+) = (\d)x \+ (\d+)\$ What is \$x\$\?",
        lambda m: Fraction(_n(m[4]) - _n(m[2]), _n(m[1]) - _n(m[3])),
    ),
    (r"What is \$(\d+)a \+ (\d+)\$ when \$a = (\d+)\$\?", lambda m: _n(m[1]) * _n(m[3]) + _n(m[2])),
    (
        r"The rule of a sequence is \$(\d+)n ([+-] \d+)\$\. What is term number (\d+)\?",
        lambda m: _n(m[1]) * _n(m[3]) + _n(m[2].replace(" ", "")),
    ),
    (r"\$a\^\{(\d+)\} \\times a\^\{(\d+)\} = a\^n\$ What is \$n\$\?", lambda m: _n(m[1]) + _n(m[2])),
    (r"\$a\^\{(\d+)\} \\div a\^\{(\d+)\} = a\^n\$ What is \$n\$\?", lambda m: _n(m[1]) - _n(m[2])),
    (r"([\d,]+) = ___ × 10 to the power ___", lambda m: _in_standard_form(m[1].replace(",", ""))),
)


def worked_out(question: str) -> Answer | None:
    """The answer to a drill's question, or None where its words are unknown."""
    for pattern, solve in _SOLVERS:
        if match := re.fullmatch(pattern, question):
            answer = solve(match)
            return Fraction(answer) if isinstance(answer, int) else answer
    return None
