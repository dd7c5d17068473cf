/** One board: made-up names and points of the last four weeks, one's own line marked. */
import { counted } from "~/lib/wording";
import type { Board } from "../api";
import classes from "./boards.module.css";

export function BoardTable({ title, board }: { title: string; board: Board }) {
  if (!board.isShown || !board.isMember) return null;
  return (
    <section className={classes.board} aria-label={title}>
      <h3>
        {title}
        {board.level !== null && <span> Level {board.level}</span>}
      </h3>
      {board.items.length < 2 ? (
        <p>You are the first here. Others at your level may join.</p>
      ) : (
        <ol>
          {board.items.map(({ rank, nickname, points, isMe }) => (
            <li key={nickname} data-me={isMe} aria-current={isMe ? "true" : undefined}>
              <span>{rank}</span>
              <strong>{isMe ? `${nickname} (you)` : nickname}</strong>
              <span>{counted(points, "point")}</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
