/** What this student handed in before, beside the piece that is being marked (grading). */
import { Button, Modal } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconHistory } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "react-router";
import { studentQuery } from "~/features/students/api";
import { RecentWork } from "~/features/students/components/history";
import type { Review } from "~/lib/contract";
import { Loaded } from "~/ui/loaded";
import classes from "./marking-header.module.css";

export function EarlierWork({ review }: { review: Review }) {
  const [isOpen, setOpen] = useState(false);
  const { student } = review;
  return (
    <>
      <Button
        className={classes.earlier}
        variant="default"
        size="md"
        aria-label="Earlier work"
        onClick={() => setOpen(true)}
      >
        <IconHistory size={20} stroke={1.6} aria-hidden />
        <span className={classes.words}>Earlier work</span>
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={`Earlier work of ${student.name}`}
      >
        <Work studentId={student.id} attemptId={review.attemptId} />
        <p>
          <Link to={`/dashboard/students/${student.id}`}>All about {student.name}</Link>
        </p>
      </Modal>
    </>
  );
}

function Work({ studentId, attemptId }: { studentId: string; attemptId: string }) {
  const query = useQuery(studentQuery(studentId));
  return (
    <Loaded query={query} loading="Loading earlier work" failed="It could not be loaded">
      {({ recentWork }) => <RecentWork work={recentWork.filter(({ id }) => id !== attemptId)} />}
    </Loaded>
  );
}
