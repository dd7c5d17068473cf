/** A lesson to read, with a voice, and the word that it was read. */
import type { ReactNode } from "react";
import { useAgeTier, useTarget } from "~/ui/age-tier";
import { ChildText } from "~/ui/child-text";
import { ReadAloud } from "~/ui/read-aloud";
import { ReadToYoungest } from "~/ui/read-to-youngest";
import { speakable } from "~/ui/spoken-math";
import { blockWords, type LessonBlock, type LessonPage, lessonWords } from "../lesson-content";
import classes from "./lesson-reader.module.css";

interface LessonReaderProps {
  lesson: LessonPage;
  /** The button below: "I have read it", or the way back to the question. */
  action: ReactNode;
}

export function LessonReader({ lesson, action }: LessonReaderProps) {
  const isEarly = useAgeTier() === "EARLY";
  const target = useTarget();
  return (
    <div className={classes.reader}>
      <article className={classes.page} tabIndex={0} aria-labelledby="lesson-title">
        <header>
          <div>
            <p className={classes.unit}>{lesson.unitTitle}</p>
            <h2 id="lesson-title">{lesson.title}</h2>
          </div>
          <ReadAloud
            text={speakable(lessonWords(lesson))}
            label="Read the lesson aloud"
            size={isEarly ? 88 : target}
          />
        </header>
        {(lesson.content.blocks ?? []).map((block, place) => (
          <Block key={place} block={block} />
        ))}
      </article>
      <footer>{action}</footer>
    </div>
  );
}

function Block({ block }: { block: LessonBlock }) {
  return (
    <div className={classes.block} data-kind={block.kind}>
      <BlockText block={block} />
      <ReadToYoungest text={speakable(blockWords(block))} />
    </div>
  );
}

function BlockText({ block }: { block: LessonBlock }) {
  switch (block.kind) {
    case "heading":
      return (
        <h3>
          <ChildText>{block.text}</ChildText>
        </h3>
      );
    case "list":
      return (
        <ul>
          {block.items.map((item) => (
            <li key={item}>
              <ChildText>{item}</ChildText>
            </li>
          ))}
        </ul>
      );
    case "paragraph":
    case "example":
      return (
        <p>
          <ChildText>{block.text}</ChildText>
        </p>
      );
  }
}
