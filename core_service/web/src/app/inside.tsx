/** The app behind its door: every page, and what keeps an installed app up to date. */
import { useEffect, useState } from "react";
import { RouterProvider } from "react-router";
import { registerServiceWorker } from "./installed/service-worker";
import { createAppRouter } from "./router";

/** Its router is made when it is first drawn, not when its code comes: only then is the address the right one. */
export default function Inside() {
  const [router] = useState(createAppRouter);
  useEffect(registerServiceWorker, []);
  return <RouterProvider router={router} />;
}
