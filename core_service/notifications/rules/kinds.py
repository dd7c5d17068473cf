"""Everything that somebody may be told about, and who is told by e-mail unless they say otherwise (R290)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class NotificationKind(StrEnum):
    """What a notification is about; preferences are kept per kind."""

    HAND_WAITING = "HAND_WAITING"
    SESSION_REMINDER = "SESSION_REMINDER"
    SESSION_STARTING = "SESSION_STARTING"
    SESSION_CHANGED = "SESSION_CHANGED"
    SESSION_CANCELLED = "SESSION_CANCELLED"
    TUTOR_CHANGED = "TUTOR_CHANGED"
    PLACE_OFFERED = "PLACE_OFFERED"
    ATTENDANCE_UNMARKED = "ATTENDANCE_UNMARKED"
    ABSENCE = "ABSENCE"
    CATCH_UP_MADE = "CATCH_UP_MADE"
    CATCH_UP_DUE = "CATCH_UP_DUE"
    CATCH_UP_OVERDUE = "CATCH_UP_OVERDUE"
    WORK_RETURNED = "WORK_RETURNED"
    WORK_MARKED = "WORK_MARKED"
    LEVEL_CHANGED = "LEVEL_CHANGED"
    BADGE_EARNED = "BADGE_EARNED"
    THREAD_MESSAGE = "THREAD_MESSAGE"
    WEEKLY_DIGEST = "WEEKLY_DIGEST"


class Reader(StrEnum):
    """As whom somebody is told: each reads words of their own."""

    STUDENT = "STUDENT"
    PARENT = "PARENT"
    STAFF = "STAFF"


_K, _R = NotificationKind, Reader

READERS_OF: Mapping[NotificationKind, tuple[Reader, ...]] = {
    _K.HAND_WAITING: (_R.STAFF,),
    _K.SESSION_REMINDER: (_R.STUDENT, _R.PARENT, _R.STAFF),
    _K.SESSION_STARTING: (_R.STUDENT, _R.STAFF),
    _K.SESSION_CHANGED: (_R.STUDENT, _R.PARENT, _R.STAFF),
    _K.SESSION_CANCELLED: (_R.STUDENT, _R.PARENT, _R.STAFF),
    _K.TUTOR_CHANGED: (_R.STUDENT, _R.PARENT, _R.STAFF),
    _K.PLACE_OFFERED: (_R.STUDENT, _R.PARENT),
    _K.ATTENDANCE_UNMARKED: (_R.STAFF,),
    _K.ABSENCE: (_R.PARENT,),
    _K.CATCH_UP_MADE: (_R.STUDENT, _R.PARENT),
    _K.CATCH_UP_DUE: (_R.STUDENT, _R.PARENT),
    _K.CATCH_UP_OVERDUE: (_R.STUDENT, _R.PARENT, _R.STAFF),
    _K.WORK_RETURNED: (_R.STUDENT,),
    _K.WORK_MARKED: (_R.STUDENT,),
    _K.LEVEL_CHANGED: (_R.STUDENT, _R.PARENT),
    _K.BADGE_EARNED: (_R.STUDENT,),
    _K.THREAD_MESSAGE: (_R.PARENT, _R.STAFF),
    _K.WEEKLY_DIGEST: (_R.PARENT,),
}
"""Who may be told of what."""

_MAILED = frozenset(
    {
        (_K.HAND_WAITING, _R.STAFF),
        (_K.SESSION_REMINDER, _R.PARENT),
        (_K.SESSION_CHANGED, _R.PARENT),
        (_K.SESSION_CHANGED, _R.STAFF),
        (_K.SESSION_CANCELLED, _R.PARENT),
        (_K.SESSION_CANCELLED, _R.STAFF),
        (_K.TUTOR_CHANGED, _R.STAFF),
        (_K.PLACE_OFFERED, _R.PARENT),
        (_K.ATTENDANCE_UNMARKED, _R.STAFF),
        (_K.ABSENCE, _R.PARENT),
        (_K.CATCH_UP_OVERDUE, _R.PARENT),
        (_K.LEVEL_CHANGED, _R.PARENT),
        (_K.THREAD_MESSAGE, _R.PARENT),
        (_K.THREAD_MESSAGE, _R.STAFF),
        (_K.WEEKLY_DIGEST, _R.PARENT),
    }
)
"""Told by e-mail too, unless the reader says otherwise. Children get no letters unless they ask for them."""


@dataclass(frozen=True, slots=True)
class Channels:
    """By which ways somebody is told of a kind."""

    in_app: bool
    email: bool


def usual_channels(kind: NotificationKind, reader: Reader) -> Channels:
    """For somebody who has said nothing: always in the app, and by letter what should not wait to be found."""
    return Channels(in_app=True, email=(kind, reader) in _MAILED)


def kinds_for(readers: frozenset[Reader]) -> tuple[NotificationKind, ...]:
    """What somebody who is told as these may be told of at all, in the order of the list."""
    return tuple(kind for kind in NotificationKind if readers & set(READERS_OF[kind]))


def usual_for(kind: NotificationKind, readers: frozenset[Reader]) -> Channels:
    """The same for somebody who is told as several: a letter if any of these would get one."""
    told = [usual_channels(kind, reader) for reader in readers if reader in READERS_OF[kind]]
    return Channels(in_app=True, email=any(each.email for each in told))
