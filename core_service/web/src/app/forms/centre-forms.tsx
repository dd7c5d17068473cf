/** Forms of those who run centres, mark and write the library; and the one by which students join boards. */
import { PlacementRow } from "~/features/assessment/components/placement-row";
import { RubricEditor } from "~/features/assessment/components/rubric-editor";
import { CentreLine } from "~/features/centres/components/centre-line";
import { FoundCentre } from "~/features/centres/components/found-centre";
import { SettingsForm } from "~/features/centres/components/settings-form";
import { SETTING_FIELDS } from "~/features/centres/settings-fields";
import { USUAL_SETTINGS } from "~/features/centres/testing";
import { PersonRoles } from "~/features/identity/components/person-roles";
import { MakeToken } from "~/features/identity/components/tokens";
import { BoardChoice } from "~/features/rewards/components/board-choice";
import type { Me } from "~/lib/contract";
import { aTutor } from "~/testing/fake-core";
import { COURSE, list, PERSON, STUDENT } from "./fixtures";
import { formCase } from "./form-case";

const nothing = () => undefined;
const CENTRE = {
  id: "centre-1",
  name: "Riverside",
  slug: "riverside",
  timezone: "Europe/London",
  isActive: true,
};
const LEVELS = [{ id: "level-5", level: 5, label: "Class 5" }];
const ME = {
  ...aTutor,
  permissions: [{ centreId: "centre-1", permissions: ["SESSION_CONDUCT", "TUTOR_MANAGE"] }],
  centres: [...aTutor.centres, { id: "centre-2", name: "Hillside", timezone: "UTC" }],
} as unknown as Me;
const UNPLACED = {
  student: STUDENT,
  course: COURSE,
  centreId: "centre-1",
  suggestion: null,
  waitingSince: "2026-11-17T16:00:00Z",
};

export const CENTRE_FORMS = {
  "a new centre": formCase<"CentreRequest">({
    form: () => <FoundCentre centres={[]} />,
    call: "POST /api/centres",
    typed: {
      Name: "Lakeside",
      "Short name": "lake-side",
      "E-mail of its first supervisor": "nina@example.org",
    },
    sends: "Found the centre",
    fields: {
      name: "Name",
      slug: "Short name",
      timezone: "Time zone",
      settingsFrom: "Settings as in",
      supervisorEmail: "E-mail of its first supervisor",
    },
  }),
  "a centre changed": formCase<"CentreChange">({
    form: () => <CentreLine centre={CENTRE as never} />,
    call: "PATCH /api/centres/centre-1",
    pressed: [/^Change Riverside/],
    typed: { "New name": "Riverbank", "New short name": "riverbank" },
    sends: "Save Riverside",
    fields: { name: "New name", slug: "New short name", timezone: "New time zone" },
  }),
  "a centre's settings": formCase<"CentreSettingsChange">({
    form: () => (
      <SettingsForm centreId="centre-1" loaded={{ stored: USUAL_SETTINGS, tag: '"1"' }} />
    ),
    call: "PATCH /api/centres/centre-1/settings",
    typed: { "In time until": "12" },
    sends: "Save settings",
    fields: Object.fromEntries(SETTING_FIELDS.map(({ name, label }) => [name, label])),
  }),
  "a role given": formCase<"GrantRequest">({
    form: () => <PersonRoles me={ME} person={PERSON} />,
    call: "POST /api/users/ravi/roles",
    typed: {},
    sends: "Give this role",
    fields: { role: "Role", centreId: "Where" },
  }),
  "a token": formCase<"TokenRequest">({
    form: () => <MakeToken me={ME} />,
    call: "POST /api/auth/tokens",
    typed: { "What it is for": "The school's timetable" },
    pressed: [/^lead sessions/i],
    sends: "Make a token",
    fields: {
      label: "What it is for",
      centreId: "Where it acts",
      "permissions.0": "What it may do",
    },
  }),
  "a placement": formCase<"PlacementRequest">({
    form: () => <PlacementRow item={UNPLACED as never} levels={LEVELS} mayPlace />,
    call: "POST /api/assessment/placements",
    pressed: [/Set the level/],
    typed: { "Reading age": "8.5", Why: "She reads well" },
    sends: "Place Maya",
    fields: { level: "Level", reason: "Why", "metrics.readingAge": "Reading age" },
  }),
  "a rubric": formCase<"RubricRequest">({
    form: () => <RubricEditor stored={null} onSaved={nothing} onClose={nothing} />,
    call: "POST /api/assessment/rubrics",
    typed: { Name: "Letters" },
    sends: "Save",
    fields: {
      name: "Name",
      courseId: "Course",
      level: "Level",
      exerciseType: "Type of work",
      "criteria.0.name": "Line 1",
      "criteria.0.maxPoints": "Points",
      "criteria.0.description": "What it asks",
    },
    read: { "GET /api/levels": () => list(...LEVELS) },
  }),
  boards: formCase<"MembershipRequest">({
    form: () => (
      <BoardChoice
        centreId="centre-1"
        membership={{
          choices: ["Quiet Otter", "Blue Fox"],
          courseBoards: true,
          effortBoard: false,
          hasEffortBoard: true,
          nickname: null,
        }}
      />
    ),
    call: "PUT /api/rewards/boards/membership",
    typed: {},
    pressed: [/Quiet Otter/],
    sends: "Join the boards",
    fields: { nickname: "Your name on the board" },
  }),
};
