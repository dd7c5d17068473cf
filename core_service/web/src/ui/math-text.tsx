/** A text whose formulas are typeset; KaTeX is loaded only where it is needed. */
import { lazy, Suspense } from "react";
import { mathPieces, plainTex } from "./math-source";

const Tex = lazy(() => import("./tex"));

export function MathText({ children }: { children: string }) {
  if (!/[$\\]/.test(children)) return children;
  return mathPieces(children).map((piece, index) =>
    piece.kind === "text" ? (
      <span key={index}>{piece.text}</span>
    ) : (
      <Suspense key={index} fallback={<span>{plainTex(piece.tex)}</span>}>
        <Tex>{piece.tex}</Tex>
      </Suspense>
    ),
  );
}
