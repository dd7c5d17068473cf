/** A random id of this tab, kept over reloads: the hub tells two devices of one person apart by it, and two tabs too. */

const KEY = "aetherlearn-device";
let unkept: string | null = null;

export function deviceId(): string {
  try {
    const kept = window.sessionStorage.getItem(KEY);
    if (kept !== null) return kept;
    const made = crypto.randomUUID();
    window.sessionStorage.setItem(KEY, made);
    return made;
  } catch {
    unkept ??= crypto.randomUUID();
    return unkept;
  }
}
