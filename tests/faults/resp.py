"""Enough of Redis' wire format to lose and to repeat single pub/sub messages without breaking the stream."""

from collections.abc import Callable

_LINES = b"+-:,#_("
_BULKS = b"$!="
_LISTS = b"*~>"
_MESSAGE = b"$7\r\nmessage\r\n"
_SPARED = b"hub:probe:"


class PushFilter:
    """Passes replies as they are, and each pub/sub message as often as `fate` says; the hub's own probes always."""

    def __init__(self, fate: Callable[[], int]) -> None:
        self._fate = fate
        self._tail = b""

    def passed(self, piece: bytes) -> bytes:
        """What of this piece, and of the unfinished one before it, goes on."""
        data = self._tail + piece
        position, passed = 0, bytearray()
        while (end := end_of_value(data, position)) is not None:
            frame = data[position:end]
            is_message = frame[4 : 4 + len(_MESSAGE)] == _MESSAGE and _SPARED not in frame[:80]
            passed += frame * (self._fate() if is_message else 1)
            position = end
        self._tail = data[position:]
        return bytes(passed)


def end_of_value(data: bytes, start: int) -> int | None:
    """Where the value that begins at `start` ends; None while it is incomplete."""
    line_end = data.find(b"\r\n", start)
    if line_end < 0:
        return None
    kind, after = data[start : start + 1], line_end + 2
    if kind in _LINES:
        return after
    size = int(data[start + 1 : line_end])
    if kind in _BULKS:
        end = after if size < 0 else after + size + 2
        return end if end <= len(data) else None
    count = max(0, size) * (1 if kind in _LISTS else 2)
    for _ in range(count):
        end_of_item = end_of_value(data, after)
        if end_of_item is None:
            return None
        after = end_of_item
    return after
