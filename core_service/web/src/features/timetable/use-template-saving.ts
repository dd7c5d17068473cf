/** Saving a weekly lesson: a new one with a key, a stored one with its version, so that two planners learn of each other. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem } from "~/lib/problem";
import type { Tagged } from "~/lib/tagged";
import { storedTemplateQuery, type Template, type TemplateRequest, timetableActs } from "./api";
import { useOnceAct } from "~/lib/use-once-act";

export type WeeklyLesson = Omit<TemplateRequest, "centreId">;

interface TemplateSaving {
  /** Null for a new one. */
  loaded: Tagged<Template> | null;
  centreId: string | null;
  onSaved: () => void;
}

export function useTemplateSaving({ loaded, centreId, onSaved }: TemplateSaving) {
  const queries = useQueryClient();
  const [stored, setStored] = useState(loaded);
  const [theirs, setTheirs] = useState<Tagged<Template> | null>(null);
  const act = useOnceAct<{ lesson: WeeklyLesson; over: Tagged<Template> | null }, unknown>(
    ({ lesson, over }, key) =>
      over
        ? timetableActs.changeTemplate(over.stored.id, over.tag, lesson)
        : timetableActs.addTemplate({ ...lesson, ...(centreId && { centreId }) }, key),
  );
  const save = (lesson: WeeklyLesson, over: Tagged<Template> | null) =>
    act.mutate(
      { lesson, over },
      {
        onSuccess: onSaved,
        onError: async (error) => {
          if (over === null || asProblem(error).status !== 412) return;
          setTheirs(await queries.fetchQuery(storedTemplateQuery(over.stored.id)));
        },
      },
    );
  const settle = () => {
    setStored(theirs);
    setTheirs(null);
    act.reset();
  };
  return {
    theirs: theirs?.stored ?? null,
    error: theirs === null ? act.error : null,
    isPending: act.isPending,
    send: (lesson: WeeklyLesson) => save(lesson, stored),
    keepMine: (lesson: WeeklyLesson) => {
      settle();
      save(lesson, theirs);
    },
    takeTheirs: settle,
  };
}
