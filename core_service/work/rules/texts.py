"""When two texts count as the same answer: case, accents, spacing and typographic signs do not matter (R161)."""

import unicodedata

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_OUTER = " .,;:!?\"'()[]…"


def comparable(text: str) -> str:
    """The form in which texts are compared; where punctuation is the whole answer, it stays."""
    decomposed = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", text.translate(_PLAIN)).casefold())
    without_accents = "".join(sign for sign in decomposed if unicodedata.category(sign) != "Mn")
    spaced = " ".join(without_accents.translate(_PLAIN).split())
    return spaced.strip(_OUTER) or spaced


def same_text(given: str, expected: str) -> bool:
    """Whether a text that a student wrote is the expected one."""
    return comparable(given) == comparable(expected)


def same_choice(given: str, expected: str) -> bool:
    """Whether two texts name the same option: options may differ in case or punctuation alone, so these count."""
    return " ".join(unicodedata.normalize("NFC", given).split()) == " ".join(
        unicodedata.normalize("NFC", expected).split()
    )
