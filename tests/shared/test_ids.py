"""Identifiers: their layout and their order."""

from uuid import RFC_4122

from hypothesis import given, strategies as st

from shared.ids import new_id, uuid7

MOMENTS = st.integers(min_value=0, max_value=4_000_000_000 * 10**9)
RANDOM = st.integers(min_value=0, max_value=2**62 - 1)


@given(MOMENTS, RANDOM)
def test_an_id_is_a_uuid_of_version_seven_with_its_milliseconds_in_front(moment: int, random_bits: int) -> None:
    """RFC 9562: 48 bits of milliseconds, version 7, the RFC's variant."""
    made = uuid7(moment, random_bits)
    assert (made.version, made.variant) == (7, RFC_4122)
    assert made.int >> 80 == moment // 1_000_000


@given(MOMENTS, MOMENTS, RANDOM, RANDOM)
def test_ids_sort_by_their_time(first: int, second: int, one: int, other: int) -> None:
    """A quarter of a microsecond apart is enough."""
    if abs(first - second) >= 250:
        assert (uuid7(first, one) < uuid7(second, other)) == (first < second)


def test_new_ids_differ_and_do_not_go_back() -> None:
    """A thousand in a row are all different."""
    made = [new_id() for _ in range(1000)]
    assert len(set(made)) == 1000
    assert made[0].int >> 80 <= made[-1].int >> 80
