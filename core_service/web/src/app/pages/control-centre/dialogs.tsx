/** What asks before it acts: a message to everyone, the end, a substitute, a further student; and the list of keys. */
import { EndSession } from "~/features/room/components/end-session";
import { TellEveryone } from "~/features/room/components/tell-everyone";
import { AddStudent } from "~/features/sessions/components/add-student";
import { SubstituteTutor } from "~/features/sessions/components/substitute-tutor";
import { KeysDialog } from "./keys-dialog";
import type { Centre, useLesson } from "./use-centre";

interface DialogsProps {
  centre: Centre;
  end: ReturnType<typeof useLesson>["end"];
}

export function Dialogs({ centre, end }: DialogsProps) {
  const { view, moves, acts, session, refresh } = centre;
  const close = () => moves.showDialog(null);
  return (
    <>
      <TellEveryone isOpen={view.dialog === "tell"} acts={acts} onClose={close} />
      <EndSession
        isOpen={view.dialog === "end"}
        isEnding={end.isPending}
        error={end.error}
        onEnd={() => end.mutate()}
        onClose={close}
      />
      <KeysDialog isOpen={view.dialog === "keys"} onClose={close} />
      <SubstituteTutor
        isOpen={view.dialog === "substitute"}
        session={session}
        onDone={refresh}
        onClose={close}
      />
      <AddStudent
        isOpen={view.dialog === "add-student"}
        session={session}
        onDone={refresh}
        onClose={close}
      />
    </>
  );
}
