/** A long text is pasted into a form: what the field cannot hold is not lost without a word. */
import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { renderPage } from "~/testing/render-page";
import { FormFrame } from "./form";

const HELD_LETTERS = 10;

async function paste(text: string) {
  renderPage(
    <FormFrame isSaving={false} error={null} onSubmit={() => undefined}>
      <textarea aria-label="Note" maxLength={HELD_LETTERS} />
    </FormFrame>,
  );
  await userEvent.click(screen.getByLabelText("Note"));
  await userEvent.paste(text);
}

it("says that the end of a paste is missing, until one writes on", async () => {
  await paste("Twelve words");
  expect(screen.getByLabelText("Note")).toHaveValue("Twelve wor");
  expect(screen.getByRole("status")).toHaveTextContent("Only 10 letters fit here");
  await userEvent.keyboard("{Backspace}");
  expect(screen.queryByRole("status")).toBeNull();
});

it("says nothing of what fits", async () => {
  await paste("Ten words");
  expect(screen.queryByRole("status")).toBeNull();
});
