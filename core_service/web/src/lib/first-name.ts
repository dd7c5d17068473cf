/** "Amina" for "Amina Yusuf": what people are called where room is short, and by those who know them. */
export function firstName(name: string): string {
  return name.split(" ", 1)[0] ?? name;
}
