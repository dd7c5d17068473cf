/** The last resort of a route: says what broke, keeps the rest of the app alive. */
import { useRouteError } from "react-router";
import { ErrorView } from "~/ui/state-view";

export function RouteError() {
  const error = useRouteError();
  return (
    <main>
      <ErrorView
        heading="h1"
        error={error}
        title="This page stopped working"
        onRetry={() => window.location.reload()}
      />
    </main>
  );
}
