/** The last resort of a route: says what broke, keeps the rest of the app alive. */
import { useRouteError } from "react-router";
import { BrokenPage } from "./broken-page";

export function RouteError() {
  return <BrokenPage error={useRouteError()} />;
}
