"""Answers on their way to safety."""

from realtime_hub.room.effects import StoreDraft
from realtime_hub.room.inputs import DraftKept, DraftLost, DraftNoted
from shared.events.commands import SaveDraft
from shared.events.notices import DraftSaved
from shared.events.room import ExerciseSubmitted
from shared.events.shapes import Answer, DraftSnapshot
from shared.events.values import AttemptId, AttemptStatus, ExerciseId
from tests.realtime_hub.room.builders import (
    AMINA,
    COMMAND_ID,
    SESSION,
    TUTOR,
    Play,
    at_work,
    bootstrap,
    of_kind,
    roster_student,
    sent,
    started,
    types,
)

ATTEMPT = AttemptId("amina-fractions")


def answers(text: str) -> tuple[Answer, ...]:
    """One answer."""
    return (Answer(question_index=0, answer=text),)


def draft(base: int, text: str) -> SaveDraft:
    """What Amina's device sends."""
    return SaveDraft(attempt_id=ATTEMPT, base=base, answers=answers(text), id=COMMAND_ID)


def stored(play: Play, message: SaveDraft) -> StoreDraft:
    """Say it; what is to be stored."""
    (store,) = of_kind(play.say(AMINA, message), StoreDraft)
    return store


def kept(store: StoreDraft) -> DraftKept:
    """It is in the stream."""
    return DraftKept(store.report.student_id, store.connection, store.draft, store.id)


def test_a_draft_is_acknowledged_only_once_it_is_stored() -> None:
    """Then with its new revision, and the tutor sees the answers."""
    play = at_work()
    effects = play.say(AMINA, draft(0, "1/2"))
    assert sent(effects, AMINA) == []
    (store,) = of_kind(effects, StoreDraft)
    play.later(1)
    effects = play.do(kept(store))
    assert sent(effects, AMINA) == [{"type": "ack", "id": COMMAND_ID, "seq": None, "attemptId": ATTEMPT, "revision": 1}]
    (shown,) = sent(effects, TUTOR)
    assert (shown["type"], shown["revision"], shown["answers"]) == (
        "answers:draft",
        1,
        [{"questionIndex": 0, "answer": "1/2"}],
    )


def test_a_draft_on_a_stale_base_is_a_conflict_with_the_current_answers() -> None:
    """And is not applied."""
    play = at_work()
    play.do(kept(stored(play, draft(0, "1/2"))))
    effects = play.say(AMINA, draft(0, "something else"))
    (error,) = sent(effects, AMINA)
    assert (error["code"], error["id"]) == ("draft_conflict", COMMAND_ID)
    assert error["current"] == {
        "attemptId": ATTEMPT,
        "revision": 1,
        "answers": [{"questionIndex": 0, "answer": "1/2"}],
    }
    assert of_kind(effects, StoreDraft) == []


def test_a_repeated_draft_is_stored_again_under_its_revision() -> None:
    """Its first acknowledgement may have been lost."""
    play = at_work()
    play.do(kept(stored(play, draft(0, "1/2"))))
    assert stored(play, draft(0, "1/2")).draft.revision == 1


def test_drafts_may_follow_each_other_before_the_first_is_stored() -> None:
    """The base of the second is the revision of the first."""
    play = at_work()
    first, second = stored(play, draft(0, "1")), stored(play, draft(1, "1/2"))
    assert (first.draft.revision, second.draft.revision) == (1, 2)
    assert first.report.version < second.report.version
    play.do(kept(second))
    play.do(kept(first))
    _, sync = sent(play.join(TUTOR, "second"), "second")
    assert sync["students"][AMINA]["draft"]["revision"] == 2


def test_a_draft_that_could_not_be_stored_is_to_be_sent_again() -> None:
    """On the same base."""
    play = at_work()
    store = stored(play, draft(0, "1/2"))
    lost = DraftLost(store.report.student_id, store.connection, store.draft, store.id)
    (error,) = sent(play.do(lost), AMINA)
    assert error["code"] == "draft_not_saved"
    assert error["retryAfterSeconds"] > 0
    assert stored(play, draft(0, "1/2")).draft.revision == 1


def test_a_draft_for_an_attempt_that_is_not_open_is_refused() -> None:
    """Another's, an unknown one, one that is handed in."""
    play = at_work()
    foreign = SaveDraft(attempt_id=AttemptId("ben-fractions"), base=0, answers=())
    assert [m["code"] for m in sent(play.say(AMINA, foreign), AMINA)] == ["unknown_attempt"]
    play.log(
        ExerciseSubmitted(
            student_id=AMINA,
            attempt_id=ATTEMPT,
            exercise_id=ExerciseId("fractions"),
            status=AttemptStatus.UNDER_REVIEW,
            max_score=5,
        )
    )
    assert [m["code"] for m in sent(play.say(AMINA, draft(0, "late")), AMINA)] == ["unknown_attempt"]


def test_a_draft_that_is_stored_after_the_submission_is_only_acknowledged() -> None:
    """It changes nothing any more."""
    play = at_work()
    store = stored(play, draft(0, "1/2"))
    play.log(
        ExerciseSubmitted(
            student_id=AMINA,
            attempt_id=ATTEMPT,
            exercise_id=ExerciseId("fractions"),
            status=AttemptStatus.SUBMITTED,
            max_score=5,
        )
    )
    play.later(1)
    effects = play.do(kept(store))
    assert types(sent(effects, AMINA)) == ["ack"]
    assert sent(effects, TUTOR) == []


def test_a_draft_that_came_by_rest_is_the_new_base() -> None:
    """The tutor and the student's own socket are told; an older one is not news."""
    play = at_work()
    noted = DraftNoted(
        DraftSaved(session_id=SESSION, student_id=AMINA, attempt_id=ATTEMPT, revision=4, answers=answers("by rest"))
    )
    effects = play.do(noted)
    assert types(sent(effects, AMINA)) == ["answers:draft"]
    assert types(sent(effects, TUTOR)) == ["answers:draft"]
    assert [m["code"] for m in sent(play.say(AMINA, draft(0, "x")), AMINA)] == ["draft_conflict"]
    assert stored(play, draft(4, "x")).draft.revision == 5
    assert play.do(noted) == []


def test_a_room_that_opens_late_knows_the_saved_draft() -> None:
    """Its base is the saved revision."""
    saved = DraftSnapshot(attempt_id=ATTEMPT, revision=7, answers=answers("1/2"))
    play = Play(bootstrap(students={AMINA: roster_student(AMINA, draft=saved)}))
    play.join(AMINA)
    assert stored(play, draft(7, "3/4")).draft.revision == 8


def test_what_is_handed_in_has_no_draft_any_more() -> None:
    """Opened again, the exercise starts with empty answers, for the staff and for the next base alike."""
    play = at_work()
    play.do(kept(stored(play, draft(0, "1/2"))))
    play.log(handed_in())
    play.log(started(AMINA))
    play.later(1)
    _, sync = sent(play.join(TUTOR, "second"), "second")
    assert "draft" not in sync["students"][AMINA]
    assert stored(play, draft(0, "new")).draft.revision == 1


def test_the_draft_of_an_exercise_that_is_opened_again_is_shown_again() -> None:
    """Staff and student forget a draft when another exercise is opened."""
    play = at_work()
    play.do(kept(stored(play, draft(0, "1/2"))))
    play.log(started(AMINA, "primes"))
    play.later(1)
    effects = play.log(started(AMINA))
    for member in (TUTOR, AMINA):
        (shown,) = (message for message in sent(effects, member) if message["type"] == "answers:draft")
        assert (shown["attemptId"], shown["revision"]) == (ATTEMPT, 1)


def test_a_base_ahead_of_what_is_known_is_believed_once_per_connection() -> None:
    """Another replica acknowledged it and died before it could tell; later ones must fit again."""
    play = at_work()
    play.do(kept(stored(play, draft(0, "1/2"))))
    play.join(AMINA)
    assert stored(play, draft(4, "3/4")).draft.revision == 5
    (error,) = sent(play.say(AMINA, draft(9, "x")), AMINA)
    assert error["code"] == "draft_conflict"


def handed_in() -> ExerciseSubmitted:
    """Amina hands in the usual exercise."""
    return ExerciseSubmitted(
        student_id=AMINA,
        attempt_id=ATTEMPT,
        exercise_id=ExerciseId("fractions"),
        status=AttemptStatus.AUTO_GRADED,
        max_score=5,
    )


def test_an_attempt_without_answers_has_no_draft_whoever_opens_the_room() -> None:
    """A room that saw it begin shows none; one that opens later is told revision 0, on which the first draft stands."""
    there = at_work()
    begun = there.room.state.students[AMINA].state().activity
    empty = DraftSnapshot(attempt_id=ATTEMPT, revision=0, answers=())
    later = Play(bootstrap(students={AMINA: roster_student(AMINA, activity=begun, draft=empty)}))
    later.join(AMINA)
    for play in (there, later):
        _, sync = sent(play.join(TUTOR, "look"), "look")
        assert "draft" not in sync["students"][AMINA]
    assert stored(later, draft(0, "1/2")).draft.revision == 1
