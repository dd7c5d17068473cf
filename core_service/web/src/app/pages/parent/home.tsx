/** How a child gets on, understood in a minute: a sentence, the subjects, the last sessions, what comes next. */
import { useQuery } from "@tanstack/react-query";
import { IconBulb } from "@tabler/icons-react";
import { Link } from "react-router";
import { childQuery, type ChildProgress } from "~/features/family/api";
import { CatchUpList } from "~/features/family/components/catch-up-list";
import { MarkedWorkList } from "~/features/family/components/marked-work-list";
import { NextLesson } from "~/features/family/components/next-lesson";
import { SessionCard } from "~/features/family/components/session-card";
import { SubjectCard } from "~/features/family/components/subject-card";
import { counted, firstName } from "~/lib/wording";
import { Loaded } from "~/ui/loaded";
import { MathText } from "~/ui/math-text";
import { Card } from "~/ui/page";
import { FamilyPage } from "./family-page";
import classes from "./parent.module.css";

const LESSONS_SHOWN = 3;
const WORK_SHOWN = 2;

export function Component() {
  return (
    <FamilyPage title="Home" isTitleHidden pathOf={(id) => `/dashboard/parent/${id}`}>
      {(child, timeZone) => <ChildHome key={child.id} studentId={child.id} timeZone={timeZone} />}
    </FamilyPage>
  );
}

function ChildHome({ studentId, timeZone }: { studentId: string; timeZone?: string }) {
  const query = useQuery(childQuery(studentId));
  return (
    <Loaded query={query} loading="Loading the week" failed="The week could not be loaded">
      {(progress) => (
        <>
          <h2 className={classes.sentence}>{progress.sentence}</h2>
          <div className={classes.columns}>
            <Past progress={progress} timeZone={timeZone} />
            <Ahead progress={progress} timeZone={timeZone} />
          </div>
        </>
      )}
    </Loaded>
  );
}

interface PartProps {
  progress: ChildProgress;
  timeZone?: string;
}

function Past({ progress, timeZone }: PartProps) {
  const { child, subjects, sessions } = progress;
  return (
    <div className={classes.column}>
      {subjects.length === 0 ? (
        <Card title="Subjects">
          <p>No level yet: the first exercises show where {firstName(child.name)} begins.</p>
        </Card>
      ) : (
        <div className={classes.subjects}>
          {subjects.map((subject) => (
            <SubjectCard
              key={`${subject.courseId} ${subject.centreId}`}
              subject={subject}
              schoolGrade={child.schoolGrade}
            />
          ))}
        </div>
      )}
      {sessions.items.slice(0, LESSONS_SHOWN).map((session) => (
        <SessionCard
          key={session.enrollmentId}
          session={session}
          timeZone={timeZone}
          to={`/dashboard/parent/sessions/${session.sessionId}?child=${child.id}`}
        />
      ))}
      <Link to={`/dashboard/parent/sessions?child=${child.id}`}>All sessions</Link>
    </div>
  );
}

function Ahead({ progress, timeZone }: PartProps) {
  const { child, nextSession, comingSessions, markedWork, catchUps, idea } = progress;
  const later = comingSessions.filter(({ sessionId }) => sessionId !== nextSession?.sessionId);
  return (
    <div className={classes.column}>
      <Card title="Next">
        {nextSession ? (
          <NextLesson
            key={nextSession.sessionId}
            lesson={nextSession}
            child={child}
            timeZone={timeZone}
          />
        ) : (
          <p>No session is planned.</p>
        )}
        {later.length > 0 && (
          <details className={classes.later}>
            <summary>{later.length} more to come</summary>
            {later.map((lesson) => (
              <NextLesson
                key={lesson.sessionId}
                lesson={lesson}
                child={child}
                timeZone={timeZone}
              />
            ))}
          </details>
        )}
      </Card>
      {catchUps.length > 0 && (
        <Card title="To catch up">
          <CatchUpList catchUps={catchUps} timeZone={timeZone} />
        </Card>
      )}
      <Card
        title="Marked work"
        aside={<Link to={`/dashboard/parent/work?child=${child.id}`}>All work</Link>}
      >
        {markedWork.items.length === 0 ? (
          <p>Nothing was marked yet.</p>
        ) : (
          <MarkedWorkList work={markedWork.items.slice(0, WORK_SHOWN)} timeZone={timeZone} />
        )}
      </Card>
      {idea && (
        <Card title="At home this week">
          <p className={classes.idea}>
            <IconBulb size={20} stroke={1.6} aria-hidden />
            <span>
              <MathText>{idea.words}</MathText>
              <br />
              <small>{counted(idea.minutes, "minute")}</small>
            </span>
          </p>
        </Card>
      )}
    </div>
  );
}
