/** A random id that this browser keeps, by which the hub tells two devices of one person apart. */

const KEY = "aetherlearn-device";
let unkept: string | null = null;

export function deviceId(): string {
  try {
    const kept = window.localStorage.getItem(KEY);
    if (kept !== null) return kept;
    const made = crypto.randomUUID();
    window.localStorage.setItem(KEY, made);
    return made;
  } catch {
    unkept ??= crypto.randomUUID();
    return unkept;
  }
}
