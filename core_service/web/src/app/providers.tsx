/** What every page stands on: theme, colour scheme and the query cache. */
import { MantineProvider } from "@mantine/core";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { noteLostLogin } from "~/features/identity/api";
import { whenLoginIsRefused } from "~/lib/api";
import { ProblemError } from "~/lib/problem";
import { cssVariables, theme } from "~/ui/theme";

const STALE_MS = 30_000;
const RETRIES = 2;

export function createQueryClient(): QueryClient {
  const client = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: STALE_MS,
        networkMode: "always",
        retry: (failures, error) =>
          failures < RETRIES && error instanceof ProblemError && error.isTemporary,
      },
      mutations: { networkMode: "always" },
    },
  });
  whenLoginIsRefused((problem) => noteLostLogin(client, problem));
  return client;
}

export function Providers({ children }: { children: ReactNode }) {
  const [queryClient] = useState(createQueryClient);
  return (
    <QueryClientProvider client={queryClient}>
      <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
        {children}
      </MantineProvider>
    </QueryClientProvider>
  );
}
