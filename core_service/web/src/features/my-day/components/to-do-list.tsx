/** What is pending, most pressing first, each with its way. */
import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "react-router";
import type { Task } from "../to-do-words";
import classes from "./my-day.module.css";

export function ToDoList({ tasks }: { tasks: readonly Task[] }) {
  if (tasks.length === 0) return <p className={classes.quiet}>Nothing is waiting for you.</p>;
  return (
    <ul>
      {tasks.map((task) => (
        <li key={task.key}>
          <Link to={task.to} className={classes.task}>
            <span className={classes.number} data-late={task.isLate || undefined}>
              {task.count}
            </span>
            <span className={classes.text}>
              <strong>{task.title}</strong>
              <span>{task.detail}</span>
            </span>
            <IconChevronRight size={18} stroke={1.7} aria-hidden />
          </Link>
        </li>
      ))}
    </ul>
  );
}
