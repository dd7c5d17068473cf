"""What the shapes of requests have in common."""

import pytest
from marshmallow import ValidationError

from core_service.foundation.schemas import Pattern


def test_a_pattern_is_for_the_whole_text() -> None:
    """A line break behind it would end up in addresses and headers."""
    slug = Pattern("^[a-z]+$", error="small letters belong here")
    assert slug("abc") == "abc"
    for wrong in ("abc\n", "\nabc", "abc def", ""):
        with pytest.raises(ValidationError, match="small letters"):
            slug(wrong)
