/** The server's time as seen from here, so that countdowns agree between devices with wrong clocks. */

let offsetMs = 0;

/** Learns the difference from a `serverTime` that has just arrived. */
export function learnServerTime(serverTime: string | number): void {
  const serverMs = typeof serverTime === "number" ? serverTime : Date.parse(serverTime);
  if (Number.isFinite(serverMs)) offsetMs = serverMs - Date.now();
}

export function serverNow(): number {
  return Date.now() + offsetMs;
}
