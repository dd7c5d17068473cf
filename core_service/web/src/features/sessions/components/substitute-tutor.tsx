/** Naming who teaches instead: who is free, and who will be told (R146). */
import { Button, Modal, Radio } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { SessionSummary } from "~/lib/contract";
import { Portrait } from "~/ui/portrait";
import { ErrorView, InlineProblem, LoadingView, SkeletonRows } from "~/ui/state-view";
import { possibleTutorsQuery, substituteTutor } from "../api";
import classes from "./candidates.module.css";

interface SubstituteTutorProps {
  session: SessionSummary;
  onDone: () => void;
  onClose: () => void;
}

const NOBODY = "nobody";

export function SubstituteTutor({ session, onDone, onClose }: SubstituteTutorProps) {
  const tutors = useQuery(possibleTutorsQuery(session.id));
  const [chosenId, setChosenId] = useState(session.substituteTutor?.id ?? NOBODY);
  const save = useMutation({
    mutationFn: () => substituteTutor(session.id, chosenId === NOBODY ? null : chosenId),
    onSuccess: () => {
      onDone();
      onClose();
    },
  });
  return (
    <Modal opened onClose={onClose} title="Substitute tutor">
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
          <Radio.Group value={chosenId} onChange={setChosenId} label="Who teaches this session">
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
        {save.error && <InlineProblem error={save.error} onRetry={() => save.mutate()} />}
        <Button onClick={() => save.mutate()} loading={save.isPending}>
          Save
        </Button>
      </div>
    </Modal>
  );
}
