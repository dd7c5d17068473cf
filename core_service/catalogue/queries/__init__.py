"""Reads of the catalogue."""

from core_service.catalogue.queries.content import (
    READS_ANSWERS as READS_ANSWERS,
    AnswerKey as AnswerKey,
    ExerciseSummary as ExerciseSummary,
    ExerciseView as ExerciseView,
    LessonView as LessonView,
    PickerQuery as PickerQuery,
    content_as_begun as content_as_begun,
    exercise_view as exercise_view,
    exercises_to_pick as exercises_to_pick,
    is_active_exercise as is_active_exercise,
    lesson_view as lesson_view,
    may_read_answers as may_read_answers,
    stored_exercise as stored_exercise,
    student_preview as student_preview,
    summaries_of as summaries_of,
    view_of as view_of,
)
from core_service.catalogue.queries.outline import (
    CourseFilter as CourseFilter,
    LessonFilter as LessonFilter,
    UnitFilter as UnitFilter,
    course_by_id as course_by_id,
    courses as courses,
    grade_levels as grade_levels,
    lesson_by_id as lesson_by_id,
    lessons as lessons,
    levels_of as levels_of,
    outline_of as outline_of,
    unit_by_id as unit_by_id,
    units as units,
)
