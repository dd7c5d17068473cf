/** Forms of those who run centres, and the one by which students join boards. */
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
import { PERSON } from "./fixtures";
import { formCase } from "./form-case";

const CENTRE = {
  id: "centre-1",
  name: "Riverside",
  slug: "riverside",
  timezone: "Europe/London",
  isActive: true,
};
const ME = {
  ...aTutor,
  permissions: [{ centreId: "centre-1", permissions: ["SESSION_CONDUCT", "TUTOR_MANAGE"] }],
  centres: [...aTutor.centres, { id: "centre-2", name: "Hillside", timezone: "UTC" }],
} as unknown as Me;
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
