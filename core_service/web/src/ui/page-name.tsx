/** What a page is called: its one h1, and the title of the window, which tabs, histories and screen readers tell. */
import { type ReactNode, useEffect } from "react";

const APP = "AetherLearn";
const AND_APP = ` · ${APP}`;

interface PageNameProps {
  /** What the window is called, where the heading alone would not tell the page from others or is no plain text. */
  window?: string;
  className?: string;
  children: ReactNode;
}

export function PageName({ window: called, className, children }: PageNameProps) {
  const name = called ?? (typeof children === "string" ? children : "");
  useEffect(() => {
    if (name === "") return;
    document.title = `${name}${AND_APP}`;
    return () => {
      document.title = APP;
    };
  }, [name]);
  return <h1 className={className}>{children}</h1>;
}

/** Null while no page is named: it still loads. */
export function pageName(): string | null {
  return document.title.endsWith(AND_APP) ? document.title.slice(0, -AND_APP.length) : null;
}
