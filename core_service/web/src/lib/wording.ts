/** How names, counts and lists are said, the same on every page. */

/** "Amina" for "Amina Yusuf": what people are called where room is short, and by those who know them. */
export function firstName(name: string): string {
  return name.split(" ", 1)[0] ?? name;
}

/** "1 question", "3 questions"; `many` where it is not `one` with an s. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** "Maya", "Maya and Ben", "Maya, Ben and Zoe". */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? "";
  return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} and ${last}`;
}

/** So many of them at the most: "Maya, Ben, Zoe and 4 more". */
export function firstFew(words: readonly string[], most: number): string {
  const few = words.slice(0, most).join(", ");
  return words.length > most ? `${few} and ${words.length - most} more` : few;
}
