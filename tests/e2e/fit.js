// Measures a page as it stands: what sticks out, what is cut off, what is too small to touch, what reads as code.
({ least, exactly }) => {
  const found = [];
  const shown = (element) => {
    const box = element.getBoundingClientRect();
    return box.width > 1 && box.height > 1 && box.right > 0 && box.bottom > -40 && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };
  const name = (element) => {
    const words = (element.getAttribute("aria-label") || element.textContent || element.getAttribute("placeholder") || "")
      .trim().replace(/\s+/g, " ").slice(0, 40);
    const own = [...element.classList].map((each) => each.split("_")[1] || each).find((each) => each) || "";
    return `${element.tagName.toLowerCase()}${own && `.${own}`} "${words}"`;
  };
  const say = (what, elements) => {
    const names = [...new Set(elements.map(name))];
    if (names.length) found.push(`${what}: ${names.slice(0, 6).join(" · ")}${names.length > 6 ? ` and ${names.length - 6} more` : ""}`);
  };
  const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  const all = [...document.querySelectorAll("body *")].filter(shown);
  const isInside = (element, test) => {
    for (let up = element.parentElement; up; up = up.parentElement) if (test(up)) return true;
    return false;
  };

  // The page itself, or its main part, never scrolls to the side; a table or a chart of its own may.
  const frames = [document.documentElement, ...document.querySelectorAll("main, [role=dialog]")].filter(
    (each) => each === document.documentElement || getComputedStyle(each).overflowX !== "visible");
  const wide = frames.filter((each) => each.scrollWidth > each.clientWidth + 1);
  if (wide.length) {
    found.push(`wider than the window: ${wide.map((each) => `${each.tagName.toLowerCase()} ${each.scrollWidth} > ${each.clientWidth}`)}`);
    say("sticks out", all.filter((each) =>
      each.getBoundingClientRect().right > innerWidth + 1 && !each.closest("svg")
      && !isInside(each, (up) => !frames.includes(up) && getComputedStyle(up).overflowX !== "visible")));
  }

  // Words that their box cuts off, unless it ends them with dots.
  const hidden = (value) => value === "hidden" || value === "clip";
  say("cut off", all.filter((each) => {
    const style = getComputedStyle(each);
    if (!each.textContent.trim() || each.closest("svg, .visually-hidden, .katex, .katex-mathml")) return false;
    if (each.clientWidth < 2 || each.clientHeight < 2) return false;
    const across = hidden(style.overflowX) && style.textOverflow !== "ellipsis" && each.scrollWidth > each.clientWidth + 2;
    const down = hidden(style.overflowY) && style.webkitLineClamp === "none" && each.scrollHeight > each.clientHeight + 3;
    return across || down;
  }));

  // Whatever can be touched: its own size or that of its label, or what lies within reach of its middle.
  const touchable = "a[href], button, input, select, textarea, summary, [role=button], [role=tab], [role=option], [role=switch], [role=menuitem], [role=slider]";
  const dialog = [...document.querySelectorAll("[role=dialog][aria-modal=true]")].filter(shown).at(-1);
  const tooSmall = all.filter((each) => {
    if (dialog && !dialog.contains(each)) return false;
    if (!each.matches(touchable) || each.disabled || each.closest("[inert], [aria-hidden=true]")) return false;
    if (each.matches("p > a, [href='#main'], [class*=skip]")) return false;
    const tier = each.closest("[data-age-tier]");
    const target = tier ? parseInt(getComputedStyle(tier).getPropertyValue("--child-target")) : least;
    const boxes = [each, ...(each.labels || []), each.closest("label")].filter(Boolean).map((part) => part.getBoundingClientRect());
    if (boxes.some((box) => box.width >= target - 0.5 && box.height >= target - 0.5)) return false;
    const box = boxes[0];
    if (box.width < 8 || box.height < 8) return false;
    each.scrollIntoView({ block: "center", inline: "center", behavior: "instant" });
    const now = each.getBoundingClientRect();
    const [x, y, reach] = [now.x + now.width / 2, now.y + now.height / 2, target / 2 - 1];
    return [[0, -reach], [0, reach], [-reach, 0], [reach, 0]].some(([dx, dy]) => {
      const hit = document.elementFromPoint(x + dx, y + dy);
      return !hit || !(each.contains(hit) || hit.contains(each) && hit.matches("label, button, a"));
    });
  });
  for (const each of document.querySelectorAll("main, [role=dialog], [data-scroll]")) each.scrollTop = 0;
  say(`smaller than ${exactly}`, tooSmall);

  // One name, said by the window too, and headings that skip no level.
  const headings = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].filter((each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest("[role=dialog], [aria-hidden=true]"));
  const levels = headings.map((each) => Number(each.tagName[1]));
  if (!document.title.endsWith(" · AetherLearn")) found.push(`the window is called ${document.title}`);
  say("not the one first heading", headings.filter((each, at) => (levels[at] === 1) !== (at === 0)));
  say("skips a level", headings.filter((each, at) => at > 0 && levels[at] > levels[at - 1] + 1));

  // Names of the program, ids and machine dates are nobody's words.
  const codes = /[A-Z]{2,}_[A-Z_]+|\b(?:SCHEDULED|COMPLETED|CANCELLED|PRESENT|ABSENT|EXCUSED|PENDING|GRADED|SUBMITTED|WORKSHEET|SENIOR|JUNIOR|TEACHER|STUDENT|SUPERVISOR|OPEN|CLOSED)\b|\b\d{4}-\d\d-\d\d\b|[0-9a-f]{8}-[0-9a-f]{4}-|\bundefined\b|\bNaN\b|\[object /;
  const words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const strange = [];
  while (words.nextNode()) {
    const { parentElement, data } = words.currentNode;
    if (codes.test(data) && shown(parentElement) && !/^Request /.test(parentElement.textContent) && !parentElement.closest("script, style, code, textarea, .katex")) strange.push(data.trim().slice(0, 60));
  }
  if (strange.length) found.push(`reads as code: ${[...new Set(strange)].slice(0, 5).join(" · ")}`);
  const endless = document.getAnimations().filter((each) => each.effect?.getTiming().iterations === Infinity && each.effect.getTiming().duration > 1);
  if (matchMedia("(prefers-reduced-motion: reduce)").matches && endless.length) say("moves for ever", endless.map((each) => each.effect.target));
  return found;
}
