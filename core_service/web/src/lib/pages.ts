/** How every list of the API goes on: from the cursor of the page before, until there is none. */
export const pagedByCursor = {
  initialPageParam: null as string | null,
  getNextPageParam: ({ nextCursor }: { nextCursor: string | null }) => nextCursor,
};
