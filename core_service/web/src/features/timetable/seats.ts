/** Seats as people type them: "A1-A5, B1, window" are seven. Pure. */

const RANGE = /^([A-Za-z]*)(\d+)\s*-\s*(?:[A-Za-z]*)(\d+)$/;
const MOST = 60;

export function readSeats(typed: string): string[] {
  const seats = typed
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter(Boolean)
    .flatMap(expanded);
  return [...new Set(seats)];
}

function expanded(part: string): string[] {
  const range = RANGE.exec(part);
  if (range === null) return [part];
  const [, row = "", first = "", last = ""] = range;
  const count = Number(last) - Number(first) + 1;
  if (count < 1 || count > MOST) return [part];
  return Array.from({ length: count }, (_, index) => `${row}${Number(first) + index}`);
}
