/** Naming who teaches instead: who is free, and who will be told (R146). */
import { Button, Modal, Radio } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { SessionSummary } from "~/lib/contract";
import type { Tagged } from "~/lib/tagged";
import { Portrait } from "~/ui/portrait";
import { ErrorView, InlineProblem, LoadingView, SkeletonRows } from "~/ui/state-view";
import { possibleTutorsQuery } from "../api";
import { useSubstitution } from "../use-substitution";
import { standsWords } from "../when";
import classes from "./candidates.module.css";
import { SessionConflict, StoredSession } from "./stored-session";

interface SubstituteTutorProps {
  isOpen: boolean;
  session: SessionSummary;
  onDone: () => void;
  onClose: () => void;
}

const NOBODY = "nobody";

export function SubstituteTutor(props: SubstituteTutorProps) {
  return (
    <Modal opened={props.isOpen} onClose={props.onClose} title="Substitute tutor">
      <StoredSession sessionId={props.session.id}>
        {(loaded) => <Tutors {...props} loaded={loaded} />}
      </StoredSession>
    </Modal>
  );
}

interface TutorsProps extends SubstituteTutorProps {
  loaded: Tagged<SessionSummary>;
}

function Tutors({ loaded, onDone, onClose }: TutorsProps) {
  const { session, tutorId, setTutorId, saving } = useSubstitution({
    loaded,
    onSaved: () => {
      onDone();
      onClose();
    },
  });
  const tutors = useQuery(possibleTutorsQuery(session.id));
  const chosen = tutors.data?.items.find(({ id }) => id === tutorId) ?? session.tutor;
  return (
    <div className={classes.dialog}>
      {tutors.isPending && (
        <LoadingView label="Looking for tutors">
          <SkeletonRows count={3} height={44} />
        </LoadingView>
      )}
      {tutors.error && (
        <ErrorView
          error={tutors.error}
          title="The tutors could not be loaded"
          onRetry={() => void tutors.refetch()}
        />
      )}
      {tutors.data && (
        <Radio.Group
          value={tutorId ?? NOBODY}
          onChange={(id) => setTutorId(id === NOBODY ? null : id)}
          label="Who teaches this session"
        >
          <div className={classes.list}>
            <Radio value={NOBODY} label={`${session.tutor.name}, as planned`} />
            {tutors.data.items.map((tutor) => (
              <Radio
                key={tutor.id}
                value={tutor.id}
                label={
                  <span className={classes.person}>
                    <Portrait person={tutor} size={30} />
                    {tutor.name}
                    {!tutor.isFree && <small>teaches elsewhere then</small>}
                  </span>
                }
              />
            ))}
          </div>
        </Radio.Group>
      )}
      <p className={classes.told}>
        The room learns it at once, without a reload; both tutors’ days and calendars follow.
      </p>
      <SessionConflict
        saving={saving}
        mine={`${chosen.name} teaches`}
        words={(theirs) => standsWords(theirs)}
      />
      {saving.problem && <InlineProblem error={saving.problem} onRetry={() => saving.save()} />}
      <Button onClick={() => saving.save()} loading={saving.isPending}>
        Save
      </Button>
    </div>
  );
}
