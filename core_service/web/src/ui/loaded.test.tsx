/**
 * Whoever may no longer see a page that is open sees it no longer once it is asked for anew; words that were typed
 * there stay all the same, beside the reason.
 */
import { QueryClient, QueryClientProvider, useQuery } from "@tanstack/react-query";
import { act, render, screen } from "@testing-library/react";
import { MantineProvider } from "@mantine/core";
import { MemoryRouter } from "react-router";
import { afterEach, expect, it } from "vitest";
import { ProblemError } from "~/lib/problem";
import { noteUnsent } from "~/lib/unsent";
import { Loaded } from "./loaded";

afterEach(() => noteUnsent("note", false));

let answer: () => Promise<string>;

function Page() {
  const query = useQuery({ queryKey: ["page"], queryFn: () => answer() });
  return (
    <Loaded query={query} loading="Loading" failed="It could not be loaded">
      {(words) => <p>{words}</p>}
    </Loaded>
  );
}

async function openThenRefuse() {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  answer = () => Promise.resolve("Of the staff alone");
  render(
    <QueryClientProvider client={queries}>
      <MantineProvider env="test">
        <MemoryRouter>
          <Page />
        </MemoryRouter>
      </MantineProvider>
    </QueryClientProvider>,
  );
  expect(await screen.findByText("Of the staff alone")).toBeVisible();
  answer = () =>
    Promise.reject(new ProblemError(403, "forbidden", "No", "This is not yours.", null));
  await act(() => queries.invalidateQueries());
}

it("takes away what is not one's to see any more", async () => {
  await openThenRefuse();
  expect(await screen.findByText("This page is not open to you")).toBeVisible();
  expect(screen.queryByText("Of the staff alone")).toBeNull();
});

it("leaves it where words were typed, and says why they cannot be sent", async () => {
  noteUnsent("note", true);
  await openThenRefuse();
  expect(await screen.findByRole("alert")).toHaveTextContent("This is not yours.");
  expect(screen.getByText("Of the staff alone")).toBeVisible();
});
