/** What is stored, with the version that an edit names in If-Match. */
import { unwrap } from "./api";

export interface Tagged<T> {
  stored: T;
  tag: string;
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

export async function tagged<T>(call: Promise<Answer<T>>): Promise<Tagged<T>> {
  const { response } = await call;
  return { stored: await unwrap(call), tag: response.headers.get("ETag") ?? "" };
}

export const ifMatch = (tag: string | null) => (tag === null ? {} : { "If-Match": tag });
