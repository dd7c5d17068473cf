/** Which of the palette's entries answer to what was typed: every word must begin some word of the entry. */
import type { PaletteSection } from "./palette-acts";

export function matching(sections: PaletteSection[], typed: string): PaletteSection[] {
  const wanted = wordsOf(typed);
  return sections
    .map(({ title, items }) => ({
      title,
      items: items.filter(({ label, hint }) => {
        const words = wordsOf(`${label} ${hint ?? ""} ${title}`);
        return wanted.every((start) => words.some((word) => word.startsWith(start)));
      }),
    }))
    .filter(({ items }) => items.length > 0);
}

function wordsOf(text: string): string[] {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}
