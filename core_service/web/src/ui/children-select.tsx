/** The children whose parent somebody becomes: one or several, each from one of the centres that one may invite to. */
import { ActionIcon, Button, NativeSelect } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import classes from "./children-select.module.css";
import { PersonSelect } from "./person-select";

export interface ChosenChild {
  studentId: string | null;
  centreId: string;
}

/** A button without a label stands beside fields that have one. */
const LABEL_HEIGHT = 22;

interface ChildrenSelectProps {
  /** What stands at the first child, and with its number at each further one. */
  label: string;
  chosen: readonly ChosenChild[];
  /** Where a further child is looked for at first. */
  centreId: string;
  centres: readonly { id: string; name: string }[];
  errors: readonly (string | undefined)[];
  /** How many must stay. */
  least: number;
  onChange: (chosen: ChosenChild[]) => void;
}

export function ChildrenSelect(props: ChildrenSelectProps) {
  const { label, chosen, centreId, centres, errors, least, onChange } = props;
  const labelOf = (number: number) => (number === 0 ? label : `${label}, child ${number + 1}`);
  const change = (number: number, child: ChosenChild) =>
    onChange(chosen.map((each, at) => (at === number ? child : each)));
  return (
    <>
      {chosen.map((child, number) => (
        <div key={number} className={classes.child}>
          <PersonSelect
            key={child.centreId}
            label={labelOf(number)}
            kind="STUDENT"
            centreId={child.centreId}
            value={child.studentId}
            onChange={(studentId) => change(number, { ...child, studentId })}
            error={errors[number]}
          />
          <div className={classes.where}>
            {centres.length > 1 && (
              <NativeSelect
                label="Centre"
                aria-label={`Centre of ${labelOf(number)}`}
                value={child.centreId}
                onChange={(event) =>
                  change(number, { studentId: null, centreId: event.currentTarget.value })
                }
                data={centres.map(({ id, name }) => ({ value: id, label: name }))}
              />
            )}
            {chosen.length > least && (
              <ActionIcon
                variant="default"
                size={36}
                mt={LABEL_HEIGHT}
                aria-label={`Remove ${labelOf(number)}`}
                onClick={() => onChange(chosen.filter((_, at) => at !== number))}
              >
                <IconX size={16} />
              </ActionIcon>
            )}
          </div>
        </div>
      ))}
      <div>
        <Button
          variant="default"
          onClick={() => onChange([...chosen, { studentId: null, centreId }])}
        >
          Another child of theirs
        </Button>
      </div>
    </>
  );
}

export const CHOOSE_THE_CHILD = "Choose the child";

/** As the core takes them; those not yet chosen are left out. */
export const chosenChildren = (children: readonly ChosenChild[]) =>
  children.flatMap(({ studentId, centreId }) => (studentId ? [{ studentId, centreId }] : []));

/** What the core said of each child, by the path of the children's list. */
export const childRefusals = (
  count: number,
  at: (field: string) => string | undefined,
): (string | undefined)[] =>
  Array.from(
    { length: count },
    (_, number) =>
      at(`children.${number}.studentId`) ?? (number === 0 ? at("children") : undefined),
  );
