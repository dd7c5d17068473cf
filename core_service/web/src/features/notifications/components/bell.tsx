/** The way to one's news, with how many are unread. */
import { IconBell } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "react-router";
import { unreadQuery } from "../api";
import classes from "./notifications.module.css";

interface BellProps {
  to: string;
  /** The sign alone, where there is little room. */
  isSmall?: boolean;
  size?: number;
}

export function Bell({ to, isSmall = false, size = 20 }: BellProps) {
  const { data } = useQuery(unreadQuery);
  const unread = data?.unread ?? 0;
  const label = unread === 0 ? "Notices" : `Notices, ${unread} unread`;
  return (
    <Link to={to} className={classes.bell} data-small={isSmall} aria-label={label}>
      <IconBell size={size} stroke={1.6} aria-hidden />
      {!isSmall && <span>Notices</span>}
      {unread > 0 && (
        <span className={classes.count} aria-hidden>
          {unread > 99 ? "99+" : unread}
        </span>
      )}
    </Link>
  );
}
