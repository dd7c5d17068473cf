/** A form whose unsaved words outlive a lost login, a closed tab or a dead network on this device (UI 1.7). */
import { useState } from "react";

interface KeptForm<T> {
  form: T;
  isChanged: boolean;
  change: (form: T) => void;
  /** Saved, or given up: nothing of it stays on this device. */
  settle: (form: T) => void;
}

export function useKeptForm<T>(key: string, stored: T): KeptForm<T> {
  const [saved, setSaved] = useState(stored);
  const [form, setForm] = useState(() => read<T>(key) ?? stored);
  return {
    form,
    isChanged: JSON.stringify(form) !== JSON.stringify(saved),
    change: (changed) => {
      setForm(changed);
      write(key, changed);
    },
    settle: (settled) => {
      setSaved(settled);
      setForm(settled);
      forget(key);
    },
  };
}

function read<T>(key: string): T | null {
  try {
    const kept = localStorage.getItem(key);
    return kept === null ? null : (JSON.parse(kept) as T);
  } catch {
    return null;
  }
}

function write(key: string, form: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(form));
  } catch {
    return;
  }
}

function forget(key: string): void {
  try {
    localStorage.removeItem(key);
  } catch {
    return;
  }
}
