"""Codes: each has words, and says whether to try again."""

from shared.events.codes import CLOSE_MEANINGS, ERROR_WORDS, CloseCode, ErrorCode, Retry


def test_every_close_code_has_a_reason_that_fits_its_frame() -> None:
    """A close frame holds at most 123 bytes of reason."""
    assert CLOSE_MEANINGS.keys() == set(CloseCode)
    assert all(0 < len(meaning.reason.encode()) <= 123 for meaning in CLOSE_MEANINGS.values())


def test_codes_from_4500_are_final_and_no_others() -> None:
    """PROTOCOL, Closing: a client can decide by the number alone."""
    for code, meaning in CLOSE_MEANINGS.items():
        assert (meaning.retry is Retry.FINAL) == (code >= 4500)


def test_every_error_code_has_words() -> None:
    """The page shows them."""
    assert ERROR_WORDS.keys() == set(ErrorCode)
