"""The closed sets of the live lesson (R027, R034, C06, C45) and which change of a raised hand is possible."""

from shared.events.values import (
    HelpPriority as HelpPriority,
    HelpStatus as HelpStatus,
    MessageKind as MessageKind,
    NoteVisibility as NoteVisibility,
    PanelMode as PanelMode,
)

OPEN_STATUSES = (HelpStatus.PENDING, HelpStatus.ACKNOWLEDGED)
"""A hand that is still up: acknowledged ones stay on the tutor's screen (C36)."""


_MAY_BECOME = {
    HelpStatus.PENDING: {
        HelpStatus.ACKNOWLEDGED,
        HelpStatus.RESOLVED,
        HelpStatus.CANCELLED,
    },
    HelpStatus.ACKNOWLEDGED: {HelpStatus.RESOLVED, HelpStatus.CANCELLED},
    HelpStatus.RESOLVED: {HelpStatus.PENDING},
    HelpStatus.CANCELLED: set[HelpStatus](),
}


def may_become(current: HelpStatus, wanted: HelpStatus) -> bool:
    """Whether a hand may change so; a resolved one can be reopened, a cancelled one is over."""
    return wanted in _MAY_BECOME[current]
