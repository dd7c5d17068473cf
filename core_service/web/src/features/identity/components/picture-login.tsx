/** How the youngest sign in at a centre's tablet: their own picture, then four pictures (UI 4). */
import { IconArrowLeft, IconBackspace } from "@tabler/icons-react";
import { useState } from "react";
import { asProblem } from "~/lib/problem";
import { firstName } from "~/lib/wording";
import { PageName } from "~/ui/page-name";
import { ReadAloud } from "~/ui/read-aloud";
import { type Picture, type TabletPictures, usePictureLogin } from "../front-door-api";
import { waitWords } from "./login-form";
import classes from "./picture-login.module.css";
import { PictureSign } from "./picture-sign";

interface PictureLoginProps {
  tablet: TabletPictures;
  onWithEmail: () => void;
}

type TabletChild = TabletPictures["children"][number];

export function PictureLogin({ tablet, onWithEmail }: PictureLoginProps) {
  const [child, setChild] = useState<TabletChild | null>(null);
  if (child) return <Code tablet={tablet} child={child} onBack={() => setChild(null)} />;
  return (
    <main className={classes.page}>
      <PageName>Who are you?</PageName>
      <ReadAloud text="Who are you? Touch your picture." size={72} />
      <div className={classes.grid}>
        {tablet.children.map((each) => (
          <button
            key={each.id}
            type="button"
            className={classes.tile}
            onClick={() => setChild(each)}
          >
            <PictureSign picture={each.picture} />
            {firstName(each.name)}
          </button>
        ))}
      </div>
      <button type="button" className={classes.act} onClick={onWithEmail}>
        With e-mail and password
      </button>
    </main>
  );
}

interface CodeProps {
  tablet: TabletPictures;
  child: TabletChild;
  onBack: () => void;
}

function Code({ tablet, child, onBack }: CodeProps) {
  const [code, setCode] = useState<Picture[]>([]);
  const login = usePictureLogin();
  const name = firstName(child.name);
  const touch = (picture: Picture) => {
    const longer = [...code, picture].slice(0, tablet.codeLength);
    setCode(longer);
    if (longer.length < tablet.codeLength) return;
    login.mutate({ studentId: child.id, code: longer }, { onError: () => setCode([]) });
  };
  const places = Array.from({ length: tablet.codeLength }, (_, place) => code[place]);
  return (
    <main className={classes.page}>
      <PageName>{`Hello, ${name}!`}</PageName>
      <ReadAloud text={`Hello, ${name}! Touch your four pictures.`} size={72} />
      <p
        className={classes.code}
        role="status"
        aria-label={`${code.length} of ${places.length} pictures`}
      >
        {places.map((picture, place) => (
          <span key={place} data-full={picture !== undefined}>
            {picture && <PictureSign picture={picture} size={48} />}
          </span>
        ))}
      </p>
      {login.error && (
        <p className={classes.problem} role="alert">
          {problemWords(login.error)}
        </p>
      )}
      <div className={`${classes.grid} ${classes.pictures}`}>
        {tablet.pictures.map((picture) => (
          <button
            key={picture}
            type="button"
            className={classes.tile}
            aria-label={picture}
            disabled={login.isPending}
            onClick={() => touch(picture)}
          >
            <PictureSign picture={picture} />
          </button>
        ))}
      </div>
      <div className={classes.acts}>
        <button type="button" className={classes.act} onClick={onBack}>
          <IconArrowLeft aria-hidden /> Not {name}
        </button>
        <button type="button" className={classes.act} onClick={() => setCode(code.slice(0, -1))}>
          <IconBackspace aria-hidden /> One back
        </button>
      </div>
    </main>
  );
}

function problemWords(error: unknown): string {
  const problem = asProblem(error);
  if (problem.code === "wrong_pictures") return "Not quite. Try again!";
  return problem.status === 429 ? waitWords(problem.retryAfterSeconds) : problem.detail;
}
