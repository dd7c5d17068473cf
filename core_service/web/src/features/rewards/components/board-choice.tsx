/** Joining boards, or not: under a made-up name that one picks, and left again at any time (C27). */
import { Checkbox, Radio } from "@mantine/core";
import { useState } from "react";
import { fieldError, FormFrame, FormProblem } from "~/ui/form";
import { InlineProblem } from "~/ui/state-view";
import { type Membership, useJoinBoards, useLeaveBoards } from "../api";
import classes from "./boards.module.css";

interface BoardChoiceProps {
  centreId: string;
  membership: Membership;
}

export function BoardChoice({ centreId, membership }: BoardChoiceProps) {
  const { nickname: current, choices, hasEffortBoard } = membership;
  const join = useJoinBoards(centreId);
  const leave = useLeaveBoards(centreId);
  const [nickname, setNickname] = useState(current ?? "");
  const [isOnCourses, setIsOnCourses] = useState(current === null || membership.courseBoards);
  const [isOnEffort, setIsOnEffort] = useState(membership.effortBoard);
  const names =
    current === null ? choices : [current, ...choices.filter((each) => each !== current)];
  const send = () => {
    if (nickname === "") return;
    join.mutate({ nickname, courseBoards: isOnCourses, effortBoard: isOnEffort });
  };
  return (
    <FormFrame
      className={classes.choice}
      isSaving={join.isPending}
      error={join.error}
      onSubmit={send}
    >
      <p>A board shows only others at your level who want it too. Nobody sees your own name.</p>
      <Radio.Group
        label="Your name on the board"
        value={nickname}
        onChange={setNickname}
        error={fieldError(join.error, "nickname")}
      >
        <div className={classes.names}>
          {names.map((name) => (
            <Radio
              key={name}
              value={name}
              label={name}
              size="lg"
              classNames={{ body: classes.name }}
            />
          ))}
        </div>
      </Radio.Group>
      <Checkbox
        size="lg"
        classNames={{ body: classes.name }}
        label="Boards of my courses"
        checked={isOnCourses}
        onChange={(event) => setIsOnCourses(event.currentTarget.checked)}
      />
      {hasEffortBoard && (
        <Checkbox
          size="lg"
          classNames={{ body: classes.name }}
          label="The board for coming every time"
          checked={isOnEffort}
          onChange={(event) => setIsOnEffort(event.currentTarget.checked)}
        />
      )}
      {join.error && <FormProblem error={join.error} onRetry={send} />}
      {leave.error && <InlineProblem error={leave.error} onRetry={() => leave.mutate()} />}
      <div className={classes.acts}>
        <button type="submit" data-primary aria-busy={join.isPending}>
          {current === null ? "Join the boards" : "Save"}
        </button>
        {current !== null && (
          <button type="button" aria-busy={leave.isPending} onClick={() => leave.mutate()}>
            Leave the boards
          </button>
        )}
      </div>
      {nickname === "" && <p className={classes.hint}>Pick a name first.</p>}
    </FormFrame>
  );
}
