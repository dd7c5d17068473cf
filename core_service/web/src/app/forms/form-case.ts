/** A form as the tests of all forms see it: how it is reached and filled, where it sends, which field is whose. */
import type { ReactNode } from "react";
import type { components } from "~/generated/api";
import type { FakeCore } from "~/testing/fake-core";

type Schemas = components["schemas"];

/** What the core calls its fields, at any depth below those of the schema. */
type Pointers<Schema extends keyof Schemas> = Partial<
  Record<keyof Schemas[Schema] | `${string}.${string}`, string>
>;

export interface FormCase {
  form: () => ReactNode;
  /** "POST /api/centres". */
  call: string;
  /** What is typed, by the label. */
  typed: Record<string, string>;
  /** Who or what is chosen from a list, by the label. */
  chosen?: Record<string, string>;
  /** Whatever else has to be pressed before, by its name. */
  pressed?: readonly RegExp[];
  /** The name of the button that sends. */
  sends: string;
  /** The label at which each field's error belongs, by the core's name of the field. */
  fields: Record<string, string>;
  /** Nobody is asked before the page is left: the words wait for their author on this device. */
  isKeptOnDevice?: boolean;
  /** What the page has read before. */
  read?: FakeCore["replies"];
}

/** The names of fields are those of the API's own document. */
export function formCase<Schema extends keyof Schemas>(
  form: FormCase & { fields: Pointers<Schema> },
): FormCase {
  return form;
}
