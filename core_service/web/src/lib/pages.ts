/** Lists of the API in pages: each goes on from the cursor of the page before, until there is none. */
import type { Page } from "./contract";

export const pagedByCursor = {
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor,
};

interface PageAsked {
  limit: number;
  cursor?: string;
}

/** The part of a query that asks for one page; without a cursor the first. */
export function pageAfter(cursor: string | null, limit: number): PageAsked {
  return cursor ? { limit, cursor } : { limit };
}

const MOST_AT_ONCE = 100;

/** For lists that are shown whole: page after page, until there is none. */
export async function everyItem<T>(ask: (page: PageAsked) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await ask(pageAfter(cursor, MOST_AT_ONCE));
    items.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return items;
}
