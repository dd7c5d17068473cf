/** A window of a given width, for what asks `matchMedia` where jsdom has no layout. */
import { vi } from "vitest";

/** Queries of the smallest and largest width are answered truly, all others with no. */
export function setWindowWidth(width: number): void {
  vi.spyOn(window, "matchMedia").mockImplementation((query) => {
    const most = /max-width: ([\d.]+)px/.exec(query)?.[1];
    const least = /min-width: ([\d.]+)px/.exec(query)?.[1];
    const matches =
      (most !== undefined || least !== undefined) &&
      (most === undefined || width <= Number(most)) &&
      (least === undefined || width >= Number(least));
    return Object.assign(new EventTarget(), { matches, media: query }) as MediaQueryList;
  });
}
