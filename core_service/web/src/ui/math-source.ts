/** Texts with TeX in them: cut into pieces, or flattened to one plain line. */

type MathPiece = { kind: "text"; text: string } | { kind: "tex"; tex: string };

/**
 * A formula stands in `$…$`, `$$…$$`, `\(…\)` or `\[…\]`. Money stays money: a dollar sign opens only before a sign that
 * is no space and closes only after one and before no digit, so "$5 and $3" is text, as is `\$`.
 */
const PIECES =
  /\\(\$)|\\\((.+?)\\\)|\\\[(.+?)\\\]|\$\$(.+?)\$\$|\$(?![\s$])((?:\\.|[^\\$])*?(?:\\.|[^\\$\s]))\$(?!\d)/gs;

export function mathPieces(source: string): MathPiece[] {
  const pieces: MathPiece[] = [];
  let text = "";
  let end = 0;
  for (const found of source.matchAll(PIECES)) {
    const [whole, dollar, ...formulas] = found;
    text += source.slice(end, found.index) + (dollar ?? "");
    end = found.index + whole.length;
    if (dollar !== undefined) continue;
    if (text) pieces.push({ kind: "text", text });
    text = "";
    pieces.push({ kind: "tex", tex: formulas.find((formula) => formula !== undefined) ?? "" });
  }
  text += source.slice(end);
  if (text) pieces.push({ kind: "text", text });
  return pieces;
}

const RAISED: Signs = zip("0123456789+-−=()niab", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱᵃᵇ");
const LOWERED: Signs = zip("0123456789+-−=()nia", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₙᵢₐ");

type Signs = ReadonlyMap<string, string>;

function zip(plain: string, small: string): Signs {
  const signs = [...small];
  return new Map([...plain].map((sign, place) => [sign, signs[place] ?? sign]));
}

/** "5⁵" and "H₂O" where each sign has a small one, else "2^(3x)". */
function withSmallSigns(tex: string): string {
  return tex.replace(
    /(?<![\\_])([\^_])(?!_)(?:\{([^{}]*)\}|(\S))/g,
    (_, mark: string, many?: string, one?: string) => {
      const signs = [...(many ?? one ?? "").replaceAll(" ", "")];
      const small = signs.map((sign) => (mark === "^" ? RAISED : LOWERED).get(sign));
      if (small.every((sign) => sign !== undefined)) return small.join("");
      return signs.length > 1 ? `${mark}(${signs.join("")})` : `${mark}${signs.join("")}`;
    },
  );
}

const COMMANDS: readonly (readonly [RegExp, string])[] = [
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
];

/** One formula in one line. */
export function plainTex(tex: string): string {
  const worded = COMMANDS.reduce((text, [pattern, plain]) => text.replace(pattern, plain), tex);
  return withSmallSigns(worded)
    .replace(/\\([%&#_{}])/g, "$1")
    .replace(/[{}]/g, "")
    .replace(/\s+/g, " ");
}

/** One line that reads well where there is no room for typeset mathematics, and aloud. */
export function plainMath(source: string): string {
  return mathPieces(source)
    .map((piece) => (piece.kind === "text" ? piece.text : plainTex(piece.tex)))
    .join("");
}
