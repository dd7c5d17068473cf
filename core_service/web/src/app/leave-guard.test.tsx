/**
 * Whoever has typed something and follows a link is asked first: staying keeps the words, leaving gives them up.
 * Without words, or once they are sent, nobody is asked; nor by a filter, which leaves the form where it is.
 */
import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { Outlet } from "react-router";
import { expect, it } from "vitest";
import { renderApp } from "~/testing/render-app";
import { Form } from "~/ui/form";
import { LeaveGuard } from "./leave-guard";

function Page() {
  const [words, setWords] = useState("");
  const [isSaving, setSaving] = useState(false);
  return (
    <Form submit="Send" isSaving={isSaving} error={null} onSubmit={() => setSaving(true)}>
      <input
        aria-label="Words"
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
      <button type="button" onClick={() => setSaving(false)}>
        It arrives
      </button>
    </Form>
  );
}

const frame = (
  <>
    <Outlet />
    <LeaveGuard />
  </>
);

function open() {
  const children = [
    { path: "/here", element: <Page /> },
    { path: "/there", element: <p>There</p> },
  ];
  const router = renderApp([{ element: frame, children }], "/here");
  const type = (words: string) =>
    fireEvent.input(screen.getByLabelText("Words"), { target: { value: words } });
  return { router, type };
}

function closesTheTab(): boolean {
  return window.dispatchEvent(new Event("beforeunload", { cancelable: true }));
}

it("asks before words are left, and keeps them for who stays", async () => {
  const { router, type } = open();
  type("Half a sentence");
  expect(closesTheTab()).toBe(false);
  void router.navigate("/there");
  fireEvent.click(await screen.findByText("Stay here"));
  expect(router.state.location.pathname).toBe("/here");
  expect(screen.getByLabelText("Words")).toHaveValue("Half a sentence");
  void router.navigate("/there");
  fireEvent.click(await screen.findByText("Leave"));
  expect(await screen.findByText("There")).toBeVisible();
  expect(closesTheTab()).toBe(true);
});

it("asks before another tab of the same page takes their place, on the way back too", async () => {
  const { router, type } = open();
  await act(() => router.navigate("/here?show=rooms"));
  type("Half a sentence");
  const ways = [() => router.navigate("/here?show=closures"), () => router.navigate(-1)];
  for (const leave of ways) {
    void leave();
    fireEvent.click(await screen.findByText("Stay here"));
    await waitFor(() => expect(screen.queryByText("Stay here")).toBeNull());
    expect(router.state.location.search).toBe("?show=rooms");
  }
  await act(() => router.navigate("/here?show=rooms&days=7", { replace: true }));
  expect(router.state.location.search).toBe("?show=rooms&days=7");
  expect(screen.getByLabelText("Words")).toHaveValue("Half a sentence");
});

it("asks nobody who has typed nothing, or taken it back", async () => {
  const { router, type } = open();
  type("Half");
  type("");
  void router.navigate("/there");
  expect(await screen.findByText("There")).toBeVisible();
});

it("asks nobody once the words have arrived", async () => {
  const { router, type } = open();
  type("A whole sentence");
  fireEvent.click(screen.getByText("Send"));
  fireEvent.click(screen.getByText("It arrives"));
  expect(closesTheTab()).toBe(true);
  void router.navigate("/there");
  expect(await screen.findByText("There")).toBeVisible();
});
