/** What stands where a page broke. */
import { ErrorView } from "~/ui/state-view";

export function BrokenPage({ error }: { error: unknown }) {
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
