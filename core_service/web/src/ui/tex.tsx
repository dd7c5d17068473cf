/** One formula, typeset, with MathML beside it for screen readers. */
import "katex/dist/katex.min.css";
import katex from "katex";
import { useMemo } from "react";

export default function Tex({ children }: { children: string }) {
  const html = useMemo(
    () => katex.renderToString(children, { throwOnError: false, output: "htmlAndMathml" }),
    [children],
  );
  return <span dangerouslySetInnerHTML={{ __html: html }} />;
}
