"""What the worker runs to tell people; each job may come twice and then changes nothing."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from core_service.assessment.service.reviews import REVIEW_RETURNED
from core_service.attendance.service.catch_ups import CATCH_UP_MADE, REMIND
from core_service.attendance.service.marking import TELL_ABSENCE
from core_service.foundation.db import scope_of
from core_service.foundation.mail import Post
from core_service.learners.service import LEVEL_CHANGED
from core_service.live.service.help_requests import ESCALATE_HELP
from core_service.notifications.rules.kinds import NotificationKind
from core_service.notifications.service import correspondence, digest, learning, lessons, planning
from core_service.notifications.service.letters import send_letter
from core_service.notifications.service.telling import LETTER
from core_service.notifications.service.threads import TELL_OF_MESSAGE
from core_service.sessions.service.changes import TELL_CHANGE
from core_service.sessions.service.offers import OFFERED
from core_service.work.service.marking import TELL_MARKS

Arguments = Mapping[str, Any]
Job = Callable[..., None]

BADGE_EARNED = "notifications.badge_earned"
"""Promised by rewards, beside which this domain stands; `{studentId, badge, step, words}`."""

PLAN_AHEAD = "notifications.plan_ahead"
"""Promises each centre its look ahead and its weekly letters; hourly, in the franchise's name, without arguments."""


def plan_ahead(db: Session, arguments: Arguments, *, now: datetime) -> None:
    """Promises for this hour what each centre is due; promising it again changes nothing."""
    planning.promise_for_centres(db, hour=now.replace(minute=0, second=0, microsecond=0))


def look_ahead(db: Session, arguments: Arguments, *, now: datetime) -> None:
    """Promises the reminders of the centre's next day."""
    planning.look_ahead(db, centre_id=_centre(db), now=now)


def remind_of_session(db: Session, arguments: Arguments, *, now: datetime) -> None:
    """`arguments` are `{sessionId, kind, startsAt}`."""
    lessons.tell_of_lesson_ahead(
        db,
        session_id=UUID(arguments["sessionId"]),
        kind=NotificationKind(arguments["kind"]),
        starts_at=datetime.fromisoformat(arguments["startsAt"]),
        now=now,
    )


def tell_of_change(db: Session, arguments: Arguments, *, now: datetime) -> None:
    """`arguments` are `{sessionId, changed, wasAt, revision}`."""
    lessons.tell_of_change(
        db,
        session_id=UUID(arguments["sessionId"]),
        changed=arguments["changed"],
        was_at=datetime.fromisoformat(arguments["wasAt"]),
        revision=arguments["revision"],
        now=now,
    )


def escalate_help(db: Session, arguments: Arguments, *, now: datetime) -> None:
    """`arguments` are `{helpRequestId}`."""
    lessons.escalate_help(db, request_id=UUID(arguments["helpRequestId"]), now=now)


def tell_of_unmarked(db: Session, arguments: Arguments, *, now: datetime) -> None:
    """`arguments` are `{sessionId}`."""
    lessons.tell_of_unmarked(db, session_id=UUID(arguments["sessionId"]), now=now)


def tell_of_offer(db: Session, arguments: Arguments, *, now: datetime) -> None:
    """`arguments` are `{entryId}`."""
    lessons.tell_of_offer(db, entry_id=UUID(arguments["entryId"]), now=now)


def tell_of_absence(db: Session, arguments: Arguments, *, now: datetime) -> None:
    """`arguments` are `{sessionId, studentId}`."""
    session_id, student_id = UUID(arguments["sessionId"]), UUID(arguments["studentId"])
    learning.tell_of_absence(db, session_id=session_id, student_id=student_id, now=now)


def tell_of_new_catch_up(db: Session, arguments: Arguments, *, now: datetime) -> None:
    """`arguments` are `{packageId}`."""
    learning.tell_of_catch_up(db, package_id=UUID(arguments["packageId"]), is_new=True, now=now)


def remind_of_catch_up(db: Session, arguments: Arguments, *, now: datetime) -> None:
    """`arguments` are `{packageId}`."""
    learning.tell_of_catch_up(db, package_id=UUID(arguments["packageId"]), is_new=False, now=now)


def tell_of_return(db: Session, arguments: Arguments, *, now: datetime) -> None:
    """`arguments` are `{reviewId}`."""
    learning.tell_of_return(db, review_id=UUID(arguments["reviewId"]), now=now)


def tell_of_marks(db: Session, arguments: Arguments, *, now: datetime) -> None:
    """`arguments` are `{attemptId}`."""
    learning.tell_of_marks(db, attempt_id=UUID(arguments["attemptId"]), now=now)


def tell_of_level(db: Session, arguments: Arguments, *, now: datetime) -> None:
    """`arguments` are `{profileLogId}`."""
    learning.tell_of_level(db, profile_log_id=UUID(arguments["profileLogId"]), now=now)


def tell_of_badge(db: Session, arguments: Arguments, *, now: datetime) -> None:
    """`arguments` are `{studentId, badge, step, words}`."""
    badge = learning.EarnedBadge(arguments["badge"], arguments["step"], arguments["words"])
    student_id = UUID(arguments["studentId"])
    learning.tell_of_badge(db, centre_id=_centre(db), student_id=student_id, badge=badge, now=now)


def tell_of_message(db: Session, arguments: Arguments, *, now: datetime) -> None:
    """`arguments` are `{messageId}`."""
    correspondence.tell_of_message(db, message_id=UUID(arguments["messageId"]), now=now)


def promise_digests(db: Session, arguments: Arguments, *, now: datetime) -> None:
    """Promises each parent of the centre the week's letter."""
    planning.promise_digests(db, centre_id=_centre(db), now=now)


def write_digest(db: Session, arguments: Arguments, *, now: datetime) -> None:
    """`arguments` are `{guardianId, until}`."""
    until = datetime.fromisoformat(arguments["until"])
    guardian_id = UUID(arguments["guardianId"])
    digest.write_digest(db, centre_id=_centre(db), guardian_id=guardian_id, until=until, now=now)


def _centre(db: Session) -> UUID:
    [centre_id] = scope_of(db).centre_ids
    return centre_id


JOBS: Mapping[str, Job] = {
    PLAN_AHEAD: plan_ahead,
    planning.LOOK_AHEAD: look_ahead,
    planning.REMIND_SESSION: remind_of_session,
    planning.UNMARKED: tell_of_unmarked,
    planning.WEEKLY_DIGESTS: promise_digests,
    planning.DIGEST: write_digest,
    TELL_CHANGE: tell_of_change,
    ESCALATE_HELP: escalate_help,
    OFFERED: tell_of_offer,
    TELL_ABSENCE: tell_of_absence,
    CATCH_UP_MADE: tell_of_new_catch_up,
    REMIND: remind_of_catch_up,
    REVIEW_RETURNED: tell_of_return,
    TELL_MARKS: tell_of_marks,
    LEVEL_CHANGED: tell_of_level,
    BADGE_EARNED: tell_of_badge,
    TELL_OF_MESSAGE: tell_of_message,
}
"""By the name under which they are promised."""


LETTERS = (LETTER,)
"""The names of the jobs that write letters."""


def letter_jobs(post: Post, public_url: str) -> Mapping[str, Job]:
    """The jobs that write letters."""

    def letter(db: Session, arguments: Arguments, *, now: datetime) -> None:
        """`arguments` are `{notificationId}`."""
        send_letter(db, post, public_url, notification_id=UUID(arguments["notificationId"]), now=now)

    return {LETTER: letter}
