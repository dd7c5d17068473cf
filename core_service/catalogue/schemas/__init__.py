"""The shapes of the catalogue on the wire."""

from core_service.catalogue.schemas.reading import (
    CoursePage as CoursePage,
    CourseSchema as CourseSchema,
    ExercisePage as ExercisePage,
    ExerciseSchema as ExerciseSchema,
    ExerciseSummarySchema as ExerciseSummarySchema,
    GradeLevels as GradeLevels,
    LessonSchema as LessonSchema,
    PickerSchema as PickerSchema,
)
