/** Chooses a drawn face for a person: the same id always gives the same face. */

const SKINS = ["#f6cfb0", "#eab98f", "#d59a6c", "#b57748", "#8a5a36", "#6b4226"] as const;
const HAIRS = ["#2a211e", "#4a3226", "#7a4a2b", "#a8642f", "#c9953f", "#1c2230"] as const;
const SHIRTS = ["#4b41b8", "#d9804a", "#3d8b6b", "#b64f63", "#4a78b5", "#8b7bc9"] as const;
const GROUNDS = ["#f6dcc6", "#d9e9dc", "#dfe3f3", "#f1dde2", "#f3e8cf", "#e4dcf0"] as const;
const HAIR_STYLES = ["short", "curly", "bob", "long", "puffs", "bun", "fringe"] as const;

export type HairStyle = (typeof HAIR_STYLES)[number];

export interface PortraitFeatures {
  skin: string;
  hair: string;
  shirt: string;
  ground: string;
  hairStyle: HairStyle;
  hasGlasses: boolean;
}

export function portraitFeatures(personId: string): PortraitFeatures {
  let bits = hashText(personId);
  const take = <T>(choices: readonly [T, ...T[]]): T => {
    const chosen = choices[bits % choices.length] ?? choices[0];
    bits = hashText(`${bits}/${personId}`);
    return chosen;
  };
  return {
    skin: take(SKINS),
    hair: take(HAIRS),
    shirt: take(SHIRTS),
    ground: take(GROUNDS),
    hairStyle: take(HAIR_STYLES),
    hasGlasses: take([false, false, false, true]),
  };
}

/** FNV-1a over the text, as an unsigned 32-bit number. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return (hash ^ (hash >>> 15)) >>> 0;
}
