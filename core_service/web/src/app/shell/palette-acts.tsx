/** What the page on show adds to the palette: its acts, and the students it knows. */
import { createContext, type ReactNode, use, useEffect, useState } from "react";
import { createStore, type StoreApi, useStore } from "zustand";

export interface PaletteItem {
  id: string;
  label: string;
  /** "Student", "N": said after the label. */
  hint?: string;
  run: () => void;
}

export interface PaletteSection {
  title: string;
  items: PaletteItem[];
}

/** Asked each time the palette opens, so that it is never out of date. */
type AskForActs = () => PaletteSection[];

const PaletteActsContext = createContext<StoreApi<{ ask: AskForActs | null }> | null>(null);

export function PaletteActsProvider({ children }: { children: ReactNode }) {
  const [store] = useState(() => createStore<{ ask: AskForActs | null }>(() => ({ ask: null })));
  return <PaletteActsContext value={store}>{children}</PaletteActsContext>;
}

function usePaletteStore() {
  const store = use(PaletteActsContext);
  if (store === null) throw new Error("The palette needs a PaletteActsProvider above it.");
  return store;
}

/** Offers the page's acts in the palette for as long as the page is on show. */
export function usePaletteActs(ask: AskForActs): void {
  const store = usePaletteStore();
  useEffect(() => {
    store.setState({ ask });
    return () => {
      if (store.getState().ask === ask) store.setState({ ask: null });
    };
  }, [store, ask]);
}

export function useOfferedActs(): AskForActs | null {
  return useStore(usePaletteStore(), ({ ask }) => ask);
}
