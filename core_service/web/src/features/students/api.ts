/** Students as staff list and know them; adding, changing, families, proposals of levels. */
import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import type { components } from "~/generated/api";
import { api, unwrap } from "~/lib/api";
import { once } from "~/lib/once-key";
import { pageAfter, pagedByCursor } from "~/lib/pages";
import { useOnceAct } from "~/lib/use-once-act";

type Schemas = components["schemas"];
export type StudentRow = Schemas["StudentRow"];
export type StudentProfile = Schemas["StudentProfile"];
export type StudentPerson = Schemas["StudentPerson"];
export type CourseStanding = Schemas["CourseProfile"];
export type LevelChange = Schemas["ProfileChange"];
export type StudentSession = Schemas["StudentSession"];
export type StudentWork = Schemas["StudentWork"];
export type CatchUp = Schemas["CatchUp"];
export type Booking = Schemas["BookedWeekly"];
export type Guardian = Schemas["Guardian"];
export type ComingLesson = Schemas["ComingLesson"];
export type NewStudent = Schemas["StudentRequest"];
export type StudentChange = Schemas["StudentChange"];

const STUDENTS = ["students"] as const;
const PAGE_SIZE = 25;
const LOG_PAGE_SIZE = 100;

export interface StudentFilters {
  search: string | null;
  cohortId: string | null;
  courseId: string | null;
  level: number | null;
  centreId: string | null;
  isActive: boolean;
}

/** By name; only what is set is asked for. */
export const studentsQuery = (filters: StudentFilters) =>
  infiniteQueryOptions({
    queryKey: [...STUDENTS, "list", filters],
    queryFn: ({ signal, pageParam }) => {
      const query = {
        isActive: filters.isActive,
        ...(filters.search ? { search: filters.search } : {}),
        ...(filters.cohortId ? { cohortId: filters.cohortId } : {}),
        ...(filters.courseId ? { courseId: filters.courseId } : {}),
        ...(filters.level ? { level: filters.level } : {}),
        ...(filters.centreId ? { centreId: filters.centreId } : {}),
        ...pageAfter(pageParam, PAGE_SIZE),
      };
      return unwrap(api.GET("/students", { params: { query }, signal }));
    },
    ...pagedByCursor,
  });

const at = (studentId: string) => ({ path: { student_id: studentId } });

export const studentQuery = (studentId: string) =>
  queryOptions({
    queryKey: [...STUDENTS, "one", studentId],
    queryFn: ({ signal }) =>
      unwrap(api.GET("/students/{student_id}", { params: at(studentId), signal })),
  });

/** Every change of levels and measures, newest first. */
export const levelLogQuery = (studentId: string) =>
  infiniteQueryOptions({
    queryKey: [...STUDENTS, "log", studentId],
    queryFn: ({ signal, pageParam }) => {
      const query = pageAfter(pageParam, LOG_PAGE_SIZE);
      const params = { ...at(studentId), query };
      return unwrap(api.GET("/students/{student_id}/academic-profile/log", { params, signal }));
    },
    ...pagedByCursor,
  });

/** After it has arrived, lists and profiles are read anew. */
function useStudentAct<Wanted, Answer>(act: (wanted: Wanted) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () => queries.invalidateQueries({ queryKey: STUDENTS }),
  });
}

export function useAddStudent() {
  return useOnceAct(
    (body: NewStudent, key) => unwrap(api.POST("/students", { body, headers: once(key) })),
    STUDENTS,
  );
}

/** Only what changed is sent, so that what another person changed meanwhile stays. */
export function useChangeStudent(studentId: string) {
  return useStudentAct((change: StudentChange) =>
    unwrap(api.PATCH("/students/{student_id}", { params: at(studentId), body: change })),
  );
}

interface Staying {
  centreId: string;
  isActive: boolean;
}

/** The student leaves the centre, with every place to come, or comes back. */
export function useSetActive(studentId: string) {
  return useStudentAct(({ centreId, isActive }: Staying) => {
    const asked = { params: at(studentId), body: { centreId } };
    return unwrap(
      isActive
        ? api.POST("/students/{student_id}/reactivate", asked)
        : api.POST("/students/{student_id}/deactivate", asked),
    );
  });
}

interface Link {
  guardianId: string;
  centreId: string;
}

export function useLinkGuardian(studentId: string) {
  return useStudentAct((body: Link) =>
    unwrap(api.POST("/students/{student_id}/guardians", { params: at(studentId), body })),
  );
}

export function useUnlinkGuardian(studentId: string) {
  return useStudentAct(({ guardianId, centreId }: Link) => {
    const params = {
      path: { student_id: studentId, guardian_id: guardianId },
      query: { centreId },
    };
    return unwrap(api.DELETE("/students/{student_id}/guardians/{guardian_id}", { params }));
  });
}

interface InvitedParent {
  email: string;
  centreId: string;
  children: { studentId: string; centreId: string }[];
}

/** A letter by which a parent sets a password and is linked to the child, and to others of theirs. */
export function useInviteParent() {
  return useOnceAct(({ email, centreId, children }: InvitedParent, key) => {
    const body = { email, centreId, role: "PARENT" as const, children };
    return unwrap(api.POST("/invitations", { body, headers: once(key) }));
  }, STUDENTS);
}

interface Proposal {
  courseId: string;
  centreId: string;
  newLevel: number;
  reason: string;
}

/** A tutor's proposal; an assessor decides. */
export function useProposeLevel(studentId: string) {
  return useOnceAct((body: Proposal, key) => {
    const call = { params: at(studentId), body, headers: once(key) };
    return unwrap(api.POST("/students/{student_id}/level-proposals", call));
  }, STUDENTS);
}
