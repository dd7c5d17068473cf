/** Renders with what every page stands on: theme, query cache and an address. */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { MemoryRouter } from "react-router";
import { cssVariables, theme } from "~/ui/theme";

export function renderPage(page: ReactNode, path = "/") {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return render(
    <QueryClientProvider client={queries}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} env="test">
        <MemoryRouter initialEntries={[path]}>{page}</MemoryRouter>
      </MantineProvider>
    </QueryClientProvider>,
  );
}
