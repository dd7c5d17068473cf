/** Forms about people: accounts, students, families, messages. */
import { NextLesson } from "~/features/family/components/next-lesson";
import { ChangePassword } from "~/features/identity/components/change-password";
import { InvitationForm } from "~/features/identity/components/invitation-form";
import { InvitePeople } from "~/features/identity/components/invite-people";
import { LoginForm } from "~/features/identity/components/login-form";
import { OwnName } from "~/features/identity/components/own-name";
import { PersonName } from "~/features/identity/components/person-name";
import { NewPasswordForm, ResetRequestForm } from "~/features/identity/components/reset-forms";
import { PairTablet } from "~/features/identity/components/tablets";
import { WriteMessage } from "~/features/messages/components/write-message";
import { Notes } from "~/features/session-record/components/notes";
import { AddStudent } from "~/features/students/components/add-student";
import { Family } from "~/features/students/components/family";
import { PersonForm } from "~/features/students/components/person-form";
import { ProposeLevel } from "~/features/students/components/propose-level";
import { list, OFFER, PERSON, SESSION, STANDING, STUDENT } from "./fixtures";
import { formCase } from "./form-case";

const nothing = () => undefined;
const CENTRES = [
  { id: "centre-1", name: "Riverside", timezone: "UTC" },
  { id: "centre-2", name: "Hillside", timezone: "UTC" },
];
const PERSON_FIELDS = {
  name: "Name",
  schoolGrade: "School class",
  dateOfBirth: "Birthday",
  email: "E-mail",
};
const FAMILY = {
  studentId: "maya",
  centreId: "centre-1",
  guardians: [],
  centres: CENTRES,
  mayManage: true,
};
const CHILD = { ...STUDENT, centres: [] };
const LESSON = {
  ...SESSION,
  sessionId: "session-1",
  tutorName: "Helen Marsh",
  roomName: null,
  absenceNotice: null,
};

export const PEOPLE_FORMS = {
  "signing in": formCase<"LoginRequest">({
    form: () => <LoginForm />,
    call: "POST /api/auth/login",
    typed: { "E-mail": "helen@example.org", Password: "learn-together" },
    sends: "Sign in",
    fields: { email: "E-mail", password: "Password" },
  }),
  "one's own name": formCase<"OwnChange">({
    form: () => <OwnName name="Helen" />,
    call: "PATCH /api/auth/me",
    typed: { Name: "Helen Marsh-Lee" },
    sends: "Change name",
    fields: { name: "Name" },
  }),
  "one's own password": formCase<"PasswordRequest">({
    form: () => <ChangePassword />,
    call: "POST /api/auth/password",
    typed: { "Password now": "learn-together", "New password": "short" },
    sends: "Change password",
    fields: { currentPassword: "Password now", newPassword: "New password" },
  }),
  "an invitation accepted": formCase<"AcceptRequest">({
    form: () => <InvitationForm token="letter" offer={OFFER} me={null} onJoined={nothing} />,
    call: "POST /api/auth/invitations/letter",
    typed: { "Your name": "Ann Lee", "Choose a password": "short" },
    sends: "Join",
    fields: { name: "Your name", password: "Choose a password" },
  }),
  "a forgotten password": formCase<"ResetRequest">({
    form: () => <ResetRequestForm />,
    call: "POST /api/auth/password-reset",
    typed: { "E-mail": "helen@example.org" },
    sends: "Send me a link",
    fields: { email: "E-mail" },
  }),
  "a new password by letter": formCase<"ResetConfirmation">({
    form: () => <NewPasswordForm token="letter" />,
    call: "POST /api/auth/password-reset/confirm",
    typed: { "New password": "short" },
    sends: "Change the password",
    fields: { password: "New password" },
  }),
  "a person's name": formCase<"PersonChange">({
    form: () => <PersonName person={PERSON} />,
    call: "PATCH /api/users/ravi",
    typed: { Name: "Ravi K. Menon" },
    sends: "Change name",
    fields: { name: "Name" },
  }),
  "people invited": formCase<"InvitationsRequest">({
    form: () => (
      <InvitePeople centreId="centre-1" centres={CENTRES} roles={["TEACHER", "ASSESSOR"]} />
    ),
    call: "POST /api/invitations/bulk",
    typed: { "E-mail": "new@example" },
    sends: "Send the invitation",
    fields: { "invitations.0.email": "E-mail", "invitations.0.role": "Role" },
  }),
  "a tablet": formCase<"DeviceRequest">({
    form: () => <PairTablet centreId="centre-1" centreName="Riverside" />,
    call: "POST /api/devices",
    typed: { "Its name": "Number 4" },
    sends: "Pair this device",
    fields: { label: "Its name" },
  }),
  "a message": formCase<"ThreadMessageRequest">({
    form: () => <WriteMessage to={{ threadId: "thread-1" } as never} label="Write" />,
    call: "POST /api/threads/thread-1/messages",
    typed: { Write: "Maya was quick today" },
    sends: "Send",
    fields: { text: "Write" },
  }),
  "a note": formCase<"NoteRequest">({
    form: () => <Notes sessionId="session-1" students={[STUDENT]} mayWrite />,
    call: "POST /api/sessions/session-1/notes",
    typed: { Note: "Fractions are settled" },
    sends: "Save note",
    fields: { text: "Note", studentId: "Student" },
    read: { "GET /api/sessions/session-1/notes": () => list() },
  }),
  "a new student": formCase<"StudentRequest">({
    form: () => <AddStudent centres={CENTRES} onAdded={nothing} onClose={nothing} />,
    call: "POST /api/students",
    typed: { Name: "Noah Berg", Birthday: "2015-02-03", "E-mail": "noah@example.org" },
    sends: "Add the student",
    fields: { ...PERSON_FIELDS, centreId: "Centre" },
  }),
  "who a student is": formCase<"StudentChange">({
    form: () => <PersonForm student={STUDENT} onDone={nothing} />,
    call: "PATCH /api/students/maya",
    typed: { Name: "Maya Ada Okafor", "E-mail": "maya@example.org" },
    sends: "Save",
    fields: { ...PERSON_FIELDS, ageTierOverride: "Size of the screen" },
  }),
  "a level proposed": formCase<"ProposalRequest">({
    form: () => <ProposeLevel studentId="maya" courses={[STANDING]} onDone={nothing} />,
    call: "POST /api/students/maya/level-proposals",
    typed: { "Level that you propose": "6", Why: "She is bored" },
    sends: "Propose",
    fields: { courseId: "Course", newLevel: "Level that you propose", reason: "Why" },
  }),
  "a parent invited": formCase<"InvitationRequest">({
    form: () => <Family {...FAMILY} />,
    call: "POST /api/invitations",
    typed: { "The parent’s e-mail": "adaeze@example.org" },
    sends: "Send the invitation",
    fields: { email: "The parent’s e-mail" },
  }),
  "a parent linked": formCase<"GuardianRequest">({
    form: () => <Family {...FAMILY} />,
    call: "POST /api/students/maya/guardians",
    typed: {},
    pressed: [/Link one who is here/],
    chosen: { Parent: PERSON.name },
    sends: "Link",
    fields: { guardianId: "Parent" },
  }),
  "a child who cannot come": formCase<"AbsenceNoticeRequest">({
    form: () => <NextLesson lesson={LESSON} child={CHILD} timeZone="UTC" />,
    call: "POST /api/academic/absence-notices",
    typed: { "Why can’t Maya come? (you need not say)": "The dentist" },
    pressed: [/can’t come/],
    sends: "Tell the centre",
    fields: { reason: "Why can’t Maya come? (you need not say)" },
  }),
};
