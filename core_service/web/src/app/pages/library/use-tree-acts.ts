/** What the tree's buttons and menus do, each once however often it is pressed. */
import {
  addPart,
  copyPart,
  libraryKey,
  movePart,
  type PartKind,
  setInUse,
} from "~/features/library/api";
import type { TreeActs } from "~/features/library/components/library-tree";
import { useOnceAct } from "~/lib/use-once-act";

type TreeAct =
  | { act: "add"; kind: PartKind; parentId: string }
  | { act: "copy"; kind: PartKind; id: string }
  | { act: "move"; kind: PartKind; id: string; position: number }
  | { act: "setInUse"; kind: PartKind; id: string; isActive: boolean };

interface TreeActsOfLevel {
  acts: TreeActs;
  /** Why the newest one failed. */
  problem: Error | null;
  tryAgain: () => void;
}

/** `show`: opens what was added. */
export function useTreeActs(
  courseId: string,
  level: number,
  show: (kind: PartKind, id: string) => void,
): TreeActsOfLevel {
  const tree = useOnceAct(async (wanted: TreeAct, key) => {
    const { kind } = wanted;
    switch (wanted.act) {
      case "add": {
        const parentId = kind === "unit" ? courseId : wanted.parentId;
        return show(kind, await addPart(kind, { id: parentId, level }, key));
      }
      case "copy":
        return copyPart(kind, wanted.id, key);
      case "move":
        return movePart(kind, wanted.id, wanted.position);
      case "setInUse":
        return setInUse(kind, wanted.id, wanted.isActive);
    }
  }, libraryKey);
  const { mutate, error, variables } = tree;
  return {
    acts: {
      open: ({ kind, id }) => show(kind, id),
      add: (kind, parentId) => mutate({ act: "add", kind, parentId }),
      copy: ({ kind, id }) => mutate({ act: "copy", kind, id }),
      move: ({ kind, id }, position) => mutate({ act: "move", kind, id, position }),
      setInUse: ({ kind, id }, isActive) => mutate({ act: "setInUse", kind, id, isActive }),
    },
    problem: error,
    tryAgain: () => variables && mutate(variables),
  };
}
