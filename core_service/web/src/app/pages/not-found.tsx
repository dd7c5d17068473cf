/** An address that leads nowhere. */
import { Button } from "@mantine/core";
import { Link } from "react-router";
import { EmptyView } from "~/ui/state-view";

export function Component() {
  return (
    <main>
      <EmptyView
        title="There is no such page"
        heading="h1"
        action={
          <Button component={Link} to="/">
            Go to your start page
          </Button>
        }
      >
        The address may be mistyped, or the page has moved.
      </EmptyView>
    </main>
  );
}
