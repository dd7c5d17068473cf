"""What a centre decides for itself: one frozen object with every threshold, wait and hour that it may set."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import time
from typing import Annotated, Any, NamedTuple, get_type_hints


@dataclass(frozen=True, slots=True)
class Within:
    """The bounds of a number, both included."""

    lowest: float
    highest: float


Share = Annotated[float, Within(0.05, 1)]
Count = Annotated[int, Within(1, 50)]
Age = Annotated[int, Within(3, 19)]
RetentionDays = Annotated[int, Within(30, 3660)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreSettings:
    """What a centre that has set nothing gets; the wire and the database call each field by its camelCase name."""

    mastery_threshold: Share = 0.8
    """From this share of the points on, an exercise counts as mastered (R170, C18)."""
    mastery_streak: Count = 3
    """So many mastered exercises in a row show that a unit is mastered (R174)."""
    stuck_after_tries: Count = 4
    """So many failed tries at one exercise make it a matter for the tutor."""
    regression_threshold: Share = 0.4
    """Tries that stay below this share speak for an easier level (R185)."""
    regression_streak: Count = 4
    regression_stuck: Count = 3
    """So many stuck exercises in a level do the same."""

    late_after_minutes: Annotated[int, Within(0, 120)] = 10
    """So long after the start a student still counts as in time."""
    absence_notice_minutes: Annotated[int, Within(0, 240)] = 15
    """So long after an absence was marked, parents are told; un-marking cancels it."""
    catch_up_for_excused: bool = True
    """Whether excused students catch up too (C43)."""
    catch_up_days: Annotated[int, Within(1, 90)] = 14
    """The time for a package of a student without two further sessions (C42)."""
    catch_up_reminder_hours: Annotated[int, Within(1, 168)] = 24
    """So long before a package is due, its student is reminded."""

    help_escalation_minutes: Annotated[int, Within(1, 120)] = 5
    """So long a hand may wait before supervisors learn of it (R225)."""
    waitlist_offer_hours: Annotated[int, Within(1, 14 * 24)] = 24
    """So long a place that became free is kept for whoever is offered it."""
    timetable_weeks_ahead: Annotated[int, Within(1, 26)] = 4
    """So far ahead sessions are made from the weekly timetable."""

    parent_notes_at: time = time(20)
    """From this local time on, parents see the notes that were written for them that day (C45)."""
    quiet_from: time = time(21)
    """Between these local times nobody is sent a letter that can wait."""
    quiet_until: time = time(7)
    weekly_letter_day: Annotated[int, Within(1, 7)] = 5
    """The weekday of the parents' weekly letter, 1 for Monday."""
    weekly_letter_at: time = time(17)
    """Its local time."""

    early_below_age: Age = 8
    """Younger children get the screen for the youngest, and may sign in by pictures (R065)."""
    junior_below_age: Age = 12
    tablet_idle_minutes: Annotated[int, Within(2, 120)] = 10
    """After so long without a request, a child's sign-in on a centre's tablet ends."""

    effort_board: bool = False
    """Whether the centre shows its board of effort (C27)."""

    photograph_retention_days: RetentionDays = 365
    """Photographs of work on paper are deleted after so long (C44)."""
    board_retention_days: RetentionDays = 180
    """Drawings on the boards of ended sessions likewise."""
    message_retention_days: RetentionDays = 365
    """Messages of ended sessions likewise."""
    leaver_retention_days: RetentionDays = 730
    """What is known of a student is erased so long after they left."""
    draft_retention_days: RetentionDays = 180
    """Drafts of answers that nobody went on with likewise."""
    erasure_wait_days: Annotated[int, Within(0, 90)] = 14
    """So long the erasure of a person can be taken back."""
    export_kept_days: Annotated[int, Within(1, 30)] = 7
    """So long the file of all that is known of a person can be fetched."""
    audit_retention_days: Annotated[int, Within(365, 3660)] = 2555
    """The record of who did what is kept for seven years."""


class SettingRule(NamedTuple):
    """One setting: its name on the wire and in the database, its kind, and the bounds of a number."""

    field: str
    wire_name: str
    kind: type[float] | type[int] | type[bool] | type[time]
    bounds: Within | None


def _wire_name(field: str) -> str:
    first, *rest = field.split("_")
    return first + "".join(word.capitalize() for word in rest)


def _rules() -> Iterator[SettingRule]:
    hints = get_type_hints(CentreSettings, include_extras=True)
    for field in fields(CentreSettings):
        hint = hints[field.name]
        bounds = next((each for each in getattr(hint, "__metadata__", ()) if isinstance(each, Within)), None)
        yield SettingRule(field.name, _wire_name(field.name), getattr(hint, "__origin__", hint), bounds)


SETTING_RULES = tuple(_rules())
"""Every setting, in the order in which they are shown."""

USUAL = CentreSettings()


def settings_of(stored: Mapping[str, Any]) -> CentreSettings:
    """A centre's settings as they hold: what is absent, or makes no sense, has its usual value."""
    read = {rule.field: _read(rule, stored.get(rule.wire_name)) for rule in SETTING_RULES}
    return replace(USUAL, **{field: value for field, value in read.items() if value is not None})


def _read(rule: SettingRule, stored: object) -> Any:  # of the rule's kind, or None
    if rule.kind is time:
        return _time(stored)
    if rule.kind is bool:
        return stored if isinstance(stored, bool) else None
    kinds = int if rule.kind is int else (int, float)
    if isinstance(stored, bool) or not isinstance(stored, kinds) or rule.bounds is None:
        return None
    return stored if rule.bounds.lowest <= stored <= rule.bounds.highest else None


def _time(stored: object) -> time | None:
    try:
        return time.fromisoformat(stored) if isinstance(stored, str) else None
    except ValueError:
        return None


def as_stored(settings: CentreSettings) -> dict[str, Any]:
    """The JSON that `settings_of` reads: every setting by its wire name, times as "20:00"."""
    values = asdict(settings)
    return {
        rule.wire_name: value.strftime("%H:%M") if isinstance(value := values[rule.field], time) else value
        for rule in SETTING_RULES
    }


def collisions(settings: CentreSettings) -> dict[str, str]:
    """Which settings contradict another one, by wire name, with the words to show there; empty if all fit."""
    found = {}
    if settings.regression_threshold >= settings.mastery_threshold:
        found["regressionThreshold"] = "must be below masteryThreshold"
    if settings.early_below_age > settings.junior_below_age:
        found["earlyBelowAge"] = "must not be above juniorBelowAge"
    return found
