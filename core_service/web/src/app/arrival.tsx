/** What browsers do as they load a document, done for pages that change within one: where one stands, what is said. */
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useLocation, useNavigationType } from "react-router";
import { pageName } from "~/ui/page-name";

/** Staff pages scroll inside their frame, a student's with the window. */
function scroller(): HTMLElement {
  const main = document.getElementById("main");
  const isFrame = main !== null && getComputedStyle(main).overflowY === "auto";
  return isFrame ? main : document.documentElement;
}

/** A new page begins at its top, the way back leads to where one was; a focus that went with its page begins anew. */
export function usePlaceOnPage(): void {
  const { key, pathname } = useLocation();
  const isReturn = useNavigationType() === "POP";
  const [places] = useState(() => new Map<string, number>());
  const shown = useRef(pathname);
  useLayoutEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    scroller().scrollTop = isReturn ? (places.get(key) ?? 0) : 0;
    if (document.activeElement === document.body) {
      document.getElementById("main")?.focus({ preventScroll: true });
    }
  }, [places, key, pathname, isReturn]);
  useEffect(() => {
    const note = () => places.set(key, scroller().scrollTop);
    document.addEventListener("scroll", note, { capture: true, passive: true });
    return () => document.removeEventListener("scroll", note, { capture: true });
  }, [places, key]);
}

/** Tells those who do not see it which page they have come to. */
export function PageSpeaker() {
  const [said, setSaid] = useState("");
  useEffect(() => {
    const titles = new MutationObserver(() => setSaid((before) => pageName() ?? before));
    titles.observe(document.head, { childList: true, characterData: true, subtree: true });
    return () => titles.disconnect();
  }, []);
  return (
    <p role="status" className="visually-hidden">
      {said}
    </p>
  );
}
