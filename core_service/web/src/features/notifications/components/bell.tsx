/** The way to one's news, with how many are unread. */
import { IconBell } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { unreadQuery } from "../api";
import classes from "./notifications.module.css";

export const INBOX = "/dashboard/notifications";

interface BellProps {
  /** The sign alone, where there is little room. */
  isSmall?: boolean;
  size?: number;
}

export function Bell({ isSmall = false, size = 20 }: BellProps) {
  const { data } = useQuery(unreadQuery);
  const unread = data?.unread ?? 0;
  return (
    <Link to={INBOX} className={classes.bell} data-small={isSmall}>
      <IconBell size={size} stroke={1.6} aria-hidden />
      <span className="visually-hidden">
        {unread === 0 ? "Notices" : `Notices, ${unread} unread`}
      </span>
      {!isSmall && <span aria-hidden>Notices</span>}
      {unread > 0 && (
        <span className={classes.count} aria-hidden>
          {unread > 99 ? "99+" : unread}
        </span>
      )}
    </Link>
  );
}
