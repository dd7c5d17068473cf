/** All faces in the rail, beside the columns. */
import { FaceTile } from "./face-tile";
import classes from "./faces-tab.module.css";

interface FacesTabProps {
  studentIds: string[];
  onOpen: (studentId: string) => void;
}

export function FacesTab({ studentIds, onOpen }: FacesTabProps) {
  return (
    <div className={classes.tab}>
      <h2>Minutes with you, of minutes here</h2>
      <div className={classes.faces}>
        {studentIds.map((id) => (
          <FaceTile key={id} studentId={id} onOpen={onOpen} size="small" />
        ))}
      </div>
    </div>
  );
}
