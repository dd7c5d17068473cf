/** Students in a table, on phones as cards: school class beside working levels, and classes. */
import { Link } from "react-router";
import { type DataColumn, DataTable } from "~/ui/data-table";
import { Portrait } from "~/ui/portrait";
import type { StudentRow } from "../api";
import { levelsWords } from "../words";
import classes from "./students.module.css";

const COLUMNS: readonly DataColumn<StudentRow>[] = [
  {
    label: "Student",
    cell: (student) => (
      <Link to={`/dashboard/students/${student.id}`} className={classes.name}>
        <Portrait person={student} size={36} />
        {student.name}
      </Link>
    ),
  },
  { label: "Levels", cell: levelsWords },
  {
    label: "Classes",
    cell: (student) => student.classes.map(({ name }) => name).join(", ") || "No class",
    isQuiet: true,
  },
];

export function StudentTable({ students }: { students: readonly StudentRow[] }) {
  return (
    <DataTable
      caption="Students"
      columns={COLUMNS}
      rows={students}
      keyOf={({ id, centreId }) => `${id} ${centreId}`}
    />
  );
}
