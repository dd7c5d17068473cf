/** Content as its authors see it: courses, the tree of a level, units, lessons and exercises. */
import { queryOptions } from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import type { ExerciseType } from "~/lib/contract";
import { once } from "~/lib/once-key";
import { everyItem } from "~/lib/pages";
import { ifMatch, tagged } from "~/lib/tagged";
import type { ExerciseForm, LessonForm, UnitForm } from "./forms";

type Schemas = components["schemas"];
export type Course = Schemas["Course"];
export type Outline = Schemas["Outline"];
export type OutlineUnit = Outline["units"][number];
export type OutlineLesson = OutlineUnit["lessons"][number];
export type OutlineExercise = OutlineLesson["exercises"][number];
export type Unit = Schemas["Unit"];
export type Lesson = Schemas["AuthoredLesson"];
export type Trial = Schemas["Trial"];
export type Problem = Schemas["ProblemPlace"];
export type PartKind = "unit" | "lesson" | "exercise";

const LIBRARY = "library";
export const libraryKey = [LIBRARY];
export const outlinesKey = [LIBRARY, "outline"];

export const coursesQuery = (includeInactive: boolean) =>
  queryOptions({
    queryKey: [LIBRARY, "courses", includeInactive],
    queryFn: ({ signal }) =>
      everyItem<Course>((page) => {
        const query = { ...page, includeInactive };
        return unwrap(api.GET("/courses", { params: { query }, signal }));
      }),
  });

export const courseQuery = (courseId: string) =>
  queryOptions({
    queryKey: [LIBRARY, "course", courseId],
    queryFn: ({ signal }) => {
      const params = { path: { course_id: courseId } };
      return unwrap(api.GET("/courses/{course_id}", { params, signal }));
    },
  });

export const courseLevelsQuery = (courseId: string) =>
  queryOptions({
    queryKey: [LIBRARY, "levels", courseId],
    queryFn: async ({ signal }) => {
      const params = { path: { course_id: courseId } };
      return (await unwrap(api.GET("/courses/{course_id}/levels", { params, signal }))).items;
    },
  });

export const outlineQuery = (courseId: string, level: number, includeInactive: boolean) =>
  queryOptions({
    queryKey: [LIBRARY, "outline", courseId, level, includeInactive],
    queryFn: ({ signal }) => {
      const params = { path: { course_id: courseId }, query: { level, includeInactive } };
      return unwrap(api.GET("/courses/{course_id}/outline", { params, signal }));
    },
  });

export const searchQuery = (q: string) =>
  queryOptions({
    queryKey: [LIBRARY, "search", q],
    queryFn: async ({ signal }) => {
      const query = { q, limit: 20, includeInactive: true };
      return (await unwrap(api.GET("/exercises", { params: { query }, signal }))).items;
    },
    enabled: q.trim().length > 1,
  });

export const unitQuery = (unitId: string) =>
  queryOptions({
    queryKey: [LIBRARY, "unit", unitId],
    queryFn: () => tagged(api.GET("/units/{unit_id}", { params: { path: { unit_id: unitId } } })),
    staleTime: 0,
  });

export const lessonQuery = (lessonId: string) =>
  queryOptions({
    queryKey: [LIBRARY, "lesson", lessonId],
    queryFn: () =>
      tagged(api.GET("/lessons/{lesson_id}/source", { params: { path: { lesson_id: lessonId } } })),
    staleTime: 0,
  });

export const exerciseQuery = (exerciseId: string) =>
  queryOptions({
    queryKey: [LIBRARY, "exercise", exerciseId],
    queryFn: () => {
      const params = { path: { exercise_id: exerciseId } };
      return tagged(api.GET("/exercises/{exercise_id}", { params }));
    },
    staleTime: 0,
  });

export function changeCourse(courseId: string, change: Schemas["CourseChange"]) {
  const params = { path: { course_id: courseId } };
  return unwrap(api.PATCH("/courses/{course_id}", { params, body: change }));
}

export function createCourse(body: Schemas["CourseRequest"], key: string) {
  return unwrap(api.POST("/courses", { body, headers: once(key) }));
}

export function copyCourse({ id, name }: { id: string; name: string }, key: string) {
  const call = { params: { path: { course_id: id } }, body: { name }, headers: once(key) };
  return unwrap(api.POST("/courses/{course_id}/duplicate", call));
}

export function saveUnit(unitId: string, tag: string | null, form: Partial<UnitForm>) {
  const params = { path: { unit_id: unitId } };
  return tagged(api.PATCH("/units/{unit_id}", { params, headers: ifMatch(tag), body: form }));
}

export function saveLesson(lessonId: string, tag: string | null, form: Partial<LessonForm>) {
  const params = { path: { lesson_id: lessonId } };
  const body: Schemas["LessonChange"] = form;
  return tagged(api.PATCH("/lessons/{lesson_id}", { params, headers: ifMatch(tag), body }));
}

export function saveExercise(exerciseId: string, tag: string | null, form: Partial<ExerciseForm>) {
  const params = { path: { exercise_id: exerciseId } };
  const headers = ifMatch(tag);
  return tagged(api.PATCH("/exercises/{exercise_id}", { params, headers, body: form }));
}

/** Adds a part at the end of its parent, with a title to be changed; returns its id. */
export async function addPart(
  kind: PartKind,
  parent: { id: string; level: number },
  key: string,
): Promise<string> {
  const headers = once(key);
  if (kind === "unit") {
    const body = { courseId: parent.id, level: parent.level, title: "New unit", isActive: false };
    return (await unwrap(api.POST("/units", { body, headers }))).id;
  }
  if (kind === "lesson") {
    const body = {
      unitId: parent.id,
      title: "New lesson",
      contentType: "EXERCISE" as const,
      isActive: true,
    };
    return (await unwrap(api.POST("/lessons", { body, headers }))).id;
  }
  const question = { question: "", type: "MULTIPLE_CHOICE" as const, options: ["", ""] };
  const body = {
    lessonId: parent.id,
    title: "New exercise",
    exerciseType: "MULTIPLE_CHOICE" as const,
    questions: [question],
  };
  return (await unwrap(api.POST("/exercises", { body, headers }))).id;
}

export async function movePart(kind: PartKind, id: string, position: number): Promise<void> {
  const body = { position };
  if (kind === "unit") {
    await unwrap(api.POST("/units/{unit_id}/move", { params: { path: { unit_id: id } }, body }));
  } else if (kind === "lesson") {
    const params = { path: { lesson_id: id } };
    await unwrap(api.POST("/lessons/{lesson_id}/move", { params, body }));
  } else {
    const params = { path: { exercise_id: id } };
    await unwrap(api.POST("/exercises/{exercise_id}/move", { params, body }));
  }
}

export async function copyPart(kind: PartKind, id: string, key: string): Promise<void> {
  const rest = { body: {}, headers: once(key) };
  if (kind === "unit") {
    const params = { path: { unit_id: id } };
    await unwrap(api.POST("/units/{unit_id}/duplicate", { params, ...rest }));
  } else if (kind === "lesson") {
    const params = { path: { lesson_id: id } };
    await unwrap(api.POST("/lessons/{lesson_id}/duplicate", { params, ...rest }));
  } else {
    const params = { path: { exercise_id: id } };
    await unwrap(api.POST("/exercises/{exercise_id}/duplicate", { params, ...rest }));
  }
}

export async function setInUse(kind: PartKind, id: string, isActive: boolean): Promise<void> {
  if (kind === "unit") await saveUnit(id, null, { isActive });
  else if (kind === "lesson") await saveLesson(id, null, { isActive });
  else await saveExercise(id, null, { isActive });
}

/** What would keep it from being published, before anything is stored. */
export const checkQuery = (form: ExerciseForm) => {
  const { exerciseType, questions, expectedAnswers } = form;
  const body = { exerciseType, questions, expectedAnswers };
  return queryOptions({
    queryKey: [LIBRARY, "check", body],
    queryFn: async ({ signal }) =>
      (await unwrap(api.POST("/exercises/check", { body, signal }))).problems,
    staleTime: Infinity,
    gcTime: 60_000,
  });
};

/** Marks answers to what is in the form, for real; nothing is kept. */
export function tryExercise(
  form: ExerciseForm,
  answers: { questionIndex: number; answer: unknown }[],
): Promise<Trial> {
  const { exerciseType, questions, expectedAnswers, explanation, maxScore } = form;
  const body = { exerciseType, questions, expectedAnswers, explanation, maxScore, answers };
  return unwrap(api.POST("/exercises/try", { body }));
}

/** By which rubric a person marks such an exercise; null where there is none. */
export const rubricForQuery = (courseId: string, level: number, exerciseType: ExerciseType) =>
  queryOptions({
    queryKey: [LIBRARY, "rubric", courseId, level, exerciseType],
    queryFn: async ({ signal }) => {
      const query = { courseId, level, exerciseType, limit: 2 };
      const page = await unwrap(api.GET("/assessment/rubrics", { params: { query }, signal }));
      return page.items.find((each) => each.centreId !== null) ?? page.items[0] ?? null;
    },
  });
