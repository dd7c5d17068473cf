import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import { MathText } from "./math-text";

it("reads well while the typesetting is still being loaded, however the formula is marked", () => {
  const { container } = render(<MathText>{"So \\[ x^2 \\] it is"}</MathText>);
  expect(container.textContent?.replace(/\s+/g, " ")).toBe("So x² it is");
});
