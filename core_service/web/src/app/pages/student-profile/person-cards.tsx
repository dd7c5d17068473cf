/** The person, their family, and what is kept of them: for those who manage students, the family for all. */
import { Button, Modal } from "@mantine/core";
import { useState } from "react";
import { mayGrant } from "~/features/identity/granting";
import { hasPermission } from "~/features/identity/permissions";
import { Erasure } from "~/features/privacy/components/erasure";
import { ExportOfPerson } from "~/features/privacy/components/person-export";
import { useSetActive, type StudentPerson, type StudentProfile } from "~/features/students/api";
import { Family } from "~/features/students/components/family";
import { PersonForm } from "~/features/students/components/person-form";
import studentClasses from "~/features/students/components/students.module.css";
import { TIER_WORDS } from "~/features/students/words";
import { dateText } from "~/lib/durations";
import { Card } from "~/ui/page";
import { InlineProblem } from "~/ui/state-view";
import { useMe } from "../../signed-in";
import classes from "../page-columns.module.css";

export function PersonCards({ profile }: { profile: StudentProfile }) {
  const me = useMe();
  const mayManage = hasPermission(me, "STUDENT_MANAGE");
  const { student, centreIds, guardians } = profile;
  const centreId = centreIds[0] ?? null;
  return (
    <>
      <PersonCard profile={profile} mayManage={mayManage} />
      <Card title="Family">
        <Family
          studentId={student.id}
          centreId={centreId}
          guardians={guardians}
          mayManage={mayManage}
          centres={me.centres.filter(({ id }) => mayGrant(me, "PARENT", id))}
        />
      </Card>
      {mayManage && (
        <Card title="What is kept of this student">
          <h3 className={classes.sub}>Everything as a file</h3>
          <ExportOfPerson personId={student.id} centreId={centreId} />
          <h3 className={classes.sub}>Forgetting</h3>
          <Erasure personId={student.id} centreId={centreId} />
        </Card>
      )}
    </>
  );
}

function PersonCard({ profile, mayManage }: { profile: StudentProfile; mayManage: boolean }) {
  const { student, classes: groups, centreIds } = profile;
  const [isChanging, setChanging] = useState(false);
  const close = () => setChanging(false);
  return (
    <Card
      title="Person"
      aside={
        mayManage && (
          <Button variant="default" onClick={() => setChanging(true)}>
            Change
          </Button>
        )
      }
    >
      <dl className={studentClasses.facts}>
        <dt>Screen</dt>
        <dd>
          {TIER_WORDS[student.ageTier]}
          {student.ageTierOverride ? ", chosen" : ", by age"}
        </dd>
        <dt>Classes</dt>
        <dd>{groups.map(({ name }) => name).join(", ") || "None"}</dd>
        {mayManage && <Private student={student} />}
      </dl>
      {mayManage && centreIds[0] && <Staying student={student} centreId={centreIds[0]} />}
      <Modal opened={isChanging} onClose={close} title={`Change ${student.name}`}>
        {isChanging && <PersonForm student={student} onDone={close} />}
      </Modal>
    </Card>
  );
}

function Private({ student }: { student: StudentPerson }) {
  return (
    <>
      <dt>Birthday</dt>
      <dd>
        {student.dateOfBirth
          ? `${dateText(student.dateOfBirth)} ${student.dateOfBirth.slice(0, 4)}`
          : "Not known"}
      </dd>
      <dt>Signs in</dt>
      <dd>{student.email ?? "Not on their own"}</dd>
    </>
  );
}

/** Leaving takes every place to come, so it is asked twice. */
function Staying({ student, centreId }: { student: StudentPerson; centreId: string }) {
  const setActive = useSetActive(student.id);
  const [isSure, setSure] = useState(false);
  const send = (isActive: boolean) =>
    setActive.mutate({ centreId, isActive }, { onSuccess: () => setSure(false) });
  return (
    <div className={studentClasses.stack}>
      {!student.isActive ? (
        <Button variant="default" mt="md" loading={setActive.isPending} onClick={() => send(true)}>
          {student.name} comes back
        </Button>
      ) : isSure ? (
        <>
          <p>{student.name} loses every place to come in this centre.</p>
          <Button color="red" loading={setActive.isPending} onClick={() => send(false)}>
            {student.name} leaves
          </Button>
          <Button variant="default" onClick={() => setSure(false)}>
            {student.name} stays
          </Button>
        </>
      ) : (
        <Button variant="default" mt="md" onClick={() => setSure(true)}>
          {student.name} leaves the centre
        </Button>
      )}
      {setActive.error && <InlineProblem error={setActive.error} />}
    </div>
  );
}
