/** What this device keeps over a reload: answers, acts that wait for the network, and pages read before. No secrets. */
import { createStore, del, entries, get, set, type UseStore } from "idb-keyval";

let opened: UseStore | null = null;

function store(): UseStore {
  opened ??= createStore("aetherlearn", "kept");
  return opened;
}

/** A private window or a full disk keeps nothing: the answers then live in the page and on the server. */
async function attempting<T>(act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch {
    return undefined;
  }
}

export async function keep(key: string, value: unknown): Promise<void> {
  await attempting(() => set(key, value, store()));
}

export async function kept<T>(key: string): Promise<T | undefined> {
  return attempting(() => get<T>(key, store()));
}

export async function forget(key: string): Promise<void> {
  await attempting(() => del(key, store()));
}

/** All that is kept below a prefix, by its key. */
export async function keptBelow<T>(prefix: string): Promise<[string, T][]> {
  const all = (await attempting(() => entries<string, T>(store()))) ?? [];
  return all.filter(([key]) => key.startsWith(prefix));
}
