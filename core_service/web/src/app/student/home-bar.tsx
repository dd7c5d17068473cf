/** The bar over a task that is done at home: the way back, what it belongs to, how far one is. */
import { IconArrowLeft } from "@tabler/icons-react";
import { Link } from "react-router";
import { PageName } from "~/ui/page-name";
import classes from "./home-bar.module.css";

interface HomeBarProps {
  to: string;
  back: string;
  title: string;
  detail?: string;
}

export function HomeBar({ to, back, title, detail }: HomeBarProps) {
  return (
    <header className={classes.bar}>
      <Link to={to} className={classes.back}>
        <IconArrowLeft aria-hidden stroke={2} />
        <span>{back}</span>
      </Link>
      <div className={classes.titles}>
        <PageName>{title}</PageName>
        {detail && <p>{detail}</p>}
      </div>
    </header>
  );
}
