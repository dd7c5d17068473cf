/** Texts with TeX between dollar signs: cut into pieces, or flattened to one plain line. */

export type MathPiece = { kind: "text"; text: string } | { kind: "tex"; tex: string };

/** `\$` is a literal dollar sign; an unpaired `$` is one too. */
export function mathPieces(source: string): MathPiece[] {
  const pieces: MathPiece[] = [];
  let text = "";
  for (let index = 0; index < source.length; index += 1) {
    const end = source[index] === "$" ? closingDollar(source, index + 1) : -1;
    if (source[index] === "\\" && source[index + 1] === "$") {
      text += "$";
      index += 1;
    } else if (end > index + 1) {
      if (text) pieces.push({ kind: "text", text });
      text = "";
      pieces.push({ kind: "tex", tex: source.slice(index + 1, end) });
      index = end;
    } else {
      text += source[index];
    }
  }
  if (text) pieces.push({ kind: "text", text });
  return pieces;
}

function closingDollar(source: string, from: number): number {
  for (let index = from; index < source.length; index += 1) {
    if (source[index] === "$" && source[index - 1] !== "\\") return index;
  }
  return -1;
}

const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/\\d?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}/g, "$1/$2"],
  [/\\sqrt\s*\{([^{}]*)\}/g, "√($1)"],
  [/\\text\s*\{([^{}]*)\}/g, "$1"],
  [/\\times/g, "×"],
  [/\\div/g, "÷"],
  [/\\cdot/g, "·"],
  [/\\pi/g, "π"],
  [/\^?\{?\\circ\}?/g, "°"],
  [/\\leq?\b/g, "≤"],
  [/\\geq?\b/g, "≥"],
  [/\\neq?\b/g, "≠"],
  [/\\square|\\Box/g, "□"],
  [/\\(?:quad|qquad|[,;: !])/g, " "],
  [/\^\{?2\}?/g, "²"],
  [/\^\{?3\}?/g, "³"],
  [/\^\{([^{}]*)\}/g, "^$1"],
  [/_\{([^{}]*)\}/g, "_$1"],
  [/\\[%&#_{}]/g, ""],
  [/[{}]/g, ""],
  [/\s+/g, " "],
];

/** One line that reads well where there is no room for typeset mathematics, and aloud. */
export function plainMath(source: string): string {
  return mathPieces(source)
    .map((piece) =>
      piece.kind === "text"
        ? piece.text
        : PLAIN.reduce((tex, [pattern, plain]) => tex.replace(pattern, plain), piece.tex),
    )
    .join("");
}
