/** The two dozen things by which the youngest are known and sign in: drawn, and named for whoever listens. */
import {
  IconAppleFilled,
  IconBallFootball,
  IconBellFilled,
  IconBike,
  IconButterfly,
  IconCake,
  IconCarFilled,
  IconCarrot,
  IconCat,
  IconCloudFilled,
  IconDog,
  IconFish,
  IconFlower,
  IconGiftFilled,
  IconHeartFilled,
  IconKeyFilled,
  IconMoonFilled,
  IconPig,
  IconPlaneInflight,
  IconRocket,
  IconStarFilled,
  IconSunFilled,
  IconTree,
  IconUmbrellaFilled,
  type Icon,
} from "@tabler/icons-react";
import type { Picture } from "../front-door-api";

const SIGNS: Readonly<Record<Picture, { Icon: Icon; colour: string }>> = {
  apple: { Icon: IconAppleFilled, colour: "#c02436" },
  ball: { Icon: IconBallFootball, colour: "#1e2233" },
  bell: { Icon: IconBellFilled, colour: "#a86a00" },
  bike: { Icon: IconBike, colour: "#1c5db8" },
  butterfly: { Icon: IconButterfly, colour: "#8a3ab0" },
  cake: { Icon: IconCake, colour: "#b03a72" },
  car: { Icon: IconCarFilled, colour: "#1c5db8" },
  carrot: { Icon: IconCarrot, colour: "#c25400" },
  cat: { Icon: IconCat, colour: "#6b4a2f" },
  cloud: { Icon: IconCloudFilled, colour: "#5a87b8" },
  dog: { Icon: IconDog, colour: "#7a4f22" },
  fish: { Icon: IconFish, colour: "#0b7285" },
  flower: { Icon: IconFlower, colour: "#b03a72" },
  gift: { Icon: IconGiftFilled, colour: "#8a3ab0" },
  heart: { Icon: IconHeartFilled, colour: "#c02436" },
  key: { Icon: IconKeyFilled, colour: "#7a5c00" },
  moon: { Icon: IconMoonFilled, colour: "#4b41b8" },
  pig: { Icon: IconPig, colour: "#c2527f" },
  plane: { Icon: IconPlaneInflight, colour: "#0b7285" },
  rocket: { Icon: IconRocket, colour: "#4b41b8" },
  star: { Icon: IconStarFilled, colour: "#a86a00" },
  sun: { Icon: IconSunFilled, colour: "#b87400" },
  tree: { Icon: IconTree, colour: "#177245" },
  umbrella: { Icon: IconUmbrellaFilled, colour: "#c02436" },
};

export const PICTURES = Object.keys(SIGNS) as Picture[];

/** Drawn on white in both schemes, so that a picture always looks the same. */
export function PictureSign({ picture, size = 56 }: { picture: Picture; size?: number }) {
  const { Icon, colour } = SIGNS[picture];
  return <Icon size={size} stroke={1.6} color={colour} aria-hidden />;
}
