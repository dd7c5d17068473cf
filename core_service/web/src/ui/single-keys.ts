/** Whether keys without Ctrl or Alt act on this device; they can be switched off (WCAG 2.1.4). */
import { useLocalStorage } from "@mantine/hooks";

export function useSingleKeys(): [boolean, (areOn: boolean) => void] {
  const [areOn, setOn] = useLocalStorage({
    key: "aetherlearn-keys",
    defaultValue: true,
    getInitialValueInEffect: false,
  });
  return [areOn, setOn];
}

/** Whether what has the focus takes letters, so that single keys must sleep. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Whether a dialog or an open menu has the focus, which have keys of their own. */
export function isInDialog(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("[role='dialog'], [role='menu']") !== null;
}
