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
import { RouterProvider } from "react-router";
import { registerServiceWorker } from "./installed/app-version";
import { Providers } from "./providers";
import { createAppRouter } from "./router";

const root = document.getElementById("root");
if (root === null) throw new Error("The page has no #root element.");

registerServiceWorker();

createRoot(root).render(
  <StrictMode>
    <Providers>
      <RouterProvider router={createAppRouter()} />
    </Providers>
  </StrictMode>,
);
