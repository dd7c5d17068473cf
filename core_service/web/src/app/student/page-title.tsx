/** The heading of a student's page, with a voice for the youngest. */
import { useAgeTier } from "~/ui/age-tier";
import { PageName } from "~/ui/page-name";
import { ReadToYoungest } from "~/ui/read-to-youngest";
import classes from "./page-title.module.css";

export function PageTitle({ title, words }: { title: string; words?: string }) {
  const isEarly = useAgeTier() === "EARLY";
  return (
    <header className={classes.title}>
      <ReadToYoungest text={`${title}. ${words ?? ""}`} />
      <div>
        <PageName>{title}</PageName>
        {words && !isEarly && <p>{words}</p>}
      </div>
    </header>
  );
}
