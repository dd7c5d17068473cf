/** The entry of the web app: styles first, then the page. */
import "@mantine/core/styles.css";
import "~/ui/fonts.css";
import "~/ui/tokens.css";
import "~/ui/base.css";
import "~/ui/targets.css";
import "~/ui/forced-colors.css";
import "~/ui/print.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { loadAgainOnceAfterRelease } from "./installed/app-version";
import { Providers } from "./providers";
import { Start } from "./start";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no #root element.");

loadAgainOnceAfterRelease();

createRoot(root).render(
  <StrictMode>
    <Providers>
      <Start />
    </Providers>
  </StrictMode>,
);
