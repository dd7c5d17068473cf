/** Students in a table, on phones as cards: school class beside working levels, and classes. */
import { Link } from "react-router";
import { Portrait } from "~/ui/portrait";
import type { StudentRow } from "../api";
import { levelsWords } from "../words";
import classes from "./students.module.css";

export function StudentTable({ students }: { students: readonly StudentRow[] }) {
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th scope="col">Student</th>
          <th scope="col">Levels</th>
          <th scope="col">Classes</th>
        </tr>
      </thead>
      <tbody>
        {students.map((student) => (
          <tr key={`${student.id} ${student.centreId}`}>
            <th scope="row">
              <Link to={`/dashboard/students/${student.id}`} className={classes.name}>
                <Portrait person={student} size={36} />
                {student.name}
              </Link>
            </th>
            <td>{levelsWords(student)}</td>
            <td className={classes.quiet}>
              {student.classes.map(({ name }) => name).join(", ") || "No class"}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
