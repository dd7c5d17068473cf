/** How this person likes to look at a class; remembered on the device. */
import { useLocalStorage } from "@mantine/hooks";
import { LENSES, type Lens, type PlaceOrder } from "~/features/room/lens";

interface CentrePrefs {
  lens: Lens;
  order: PlaceOrder;
  /** The lists beside the class are put away. */
  isRailFolded: boolean;
  /** A tone when a hand has waited for as long as the centre allows. */
  hasChime: boolean;
}

const FIRST: CentrePrefs = { lens: "work", order: "seat", isRailFolded: false, hasChime: true };

export type ChangePrefs = (part: Partial<CentrePrefs>) => void;

export function useCentrePrefs(): [CentrePrefs, ChangePrefs] {
  const [stored, setStored] = useLocalStorage<CentrePrefs>({
    key: "aetherlearn-centre",
    defaultValue: FIRST,
    getInitialValueInEffect: false,
  });
  const prefs = known(stored);
  return [prefs, (part) => setStored({ ...prefs, ...part })];
}

/** What an older or newer release has left on the device may not fit. */
function known(stored: Partial<CentrePrefs>): CentrePrefs {
  const { lens, order, isRailFolded, hasChime } = stored;
  return {
    lens: LENSES.find((each) => each === lens) ?? FIRST.lens,
    order: order === "name" ? "name" : "seat",
    isRailFolded: isRailFolded === true,
    hasChime: hasChime !== false,
  };
}
