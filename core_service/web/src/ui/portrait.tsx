/** A person's picture: their own, or a drawn face that belongs to their id. */
import { memo, type ReactNode } from "react";
import { type HairStyle, type PortraitFeatures, portraitFeatures } from "./portrait-features";
import classes from "./portrait.module.css";
import { STATUS_WORDS, type StudentStatus } from "./status";
import { StatusShape } from "./status-shape";

interface PortraitProps {
  person: { id: string; name: string; avatarUrl?: string | null };
  size?: number;
  /** Drawn at the lower right corner and spoken. */
  status?: StudentStatus;
  /** Grey when the person is away. */
  isAway?: boolean;
}

export const Portrait = memo(function Portrait({
  person,
  size = 36,
  status,
  isAway = false,
}: PortraitProps) {
  return (
    <span className={classes.frame} style={{ width: size, height: size }} data-away={isAway}>
      {person.avatarUrl ? (
        <img src={person.avatarUrl} alt="" width={size} height={size} />
      ) : (
        <DrawnFace features={portraitFeatures(person.id)} size={size} />
      )}
      {status && (
        <span className={classes.shape} data-shape={status}>
          <StatusShape
            status={status}
            size={status === "hand" ? 18 : 13}
            label={STATUS_WORDS[status]}
          />
        </span>
      )}
    </span>
  );
});

function DrawnFace({ features, size }: { features: PortraitFeatures; size: number }) {
  const { back, front } = HAIR[features.hairStyle];
  return (
    <svg viewBox="0 0 48 48" width={size} height={size} aria-hidden>
      <rect width="48" height="48" fill={features.ground} />
      <g fill={features.hair}>{back}</g>
      <path d="M9 48c0-8 6-12 15-12s15 4 15 12z" fill={features.shirt} />
      <path d="M20 31h8v5.500c-2 2.600-6 2.600-8 0z" fill={features.skin} />
      <ellipse cx="24" cy="23" rx="9.500" ry="10.500" fill={features.skin} />
      <circle cx="20.400" cy="23.500" r="1.200" fill="#2a211e" />
      <circle cx="27.600" cy="23.500" r="1.200" fill="#2a211e" />
      <path
        d="M21 28.200c1.600 1.700 4.400 1.700 6 0"
        fill="none"
        stroke="#7c3328"
        strokeWidth="1.400"
        strokeLinecap="round"
      />
      <g fill={features.hair}>{front}</g>
      {features.hasGlasses && <Glasses />}
    </svg>
  );
}

function Glasses() {
  return (
    <g fill="none" stroke="#1e2233" strokeWidth="1.100">
      <circle cx="20.300" cy="23.500" r="3.200" />
      <circle cx="27.700" cy="23.500" r="3.200" />
      <path d="M23.500 23.300h1" />
    </g>
  );
}

const CAP =
  "M14 22c-.6-8 4-12.500 10-12.500S34.600 14 34 22c-1.200-3.600-3-5.400-5-6.200-3 1.600-7.500 1.800-10.200.6C16.600 17.400 15.200 19 14 22z";

const HAIR: Readonly<Record<HairStyle, { back: ReactNode; front: ReactNode }>> = {
  short: { back: null, front: <path d={CAP} /> },
  curly: {
    back: (
      <>
        <circle cx="15" cy="17" r="6" />
        <circle cx="33" cy="17" r="6" />
        <circle cx="24" cy="12" r="7" />
      </>
    ),
    front: (
      <>
        <circle cx="17.500" cy="14.500" r="4" />
        <circle cx="24" cy="12.500" r="4.500" />
        <circle cx="30.500" cy="14.500" r="4" />
      </>
    ),
  },
  bob: {
    back: <path d="M12.500 31V21C12.500 13 17.500 8.500 24 8.500S35.500 13 35.500 21v10z" />,
    front: <path d="M14 20c0-7 4-10.500 10-10.500S34 13 34 20c-3 .4-15 .4-20 0z" />,
  },
  long: {
    back: <path d="M12 40V21C12 13 17 8 24 8s12 5 12 13v19z" />,
    front: <path d={CAP} />,
  },
  puffs: {
    back: (
      <>
        <circle cx="12.500" cy="13" r="5.500" />
        <circle cx="35.500" cy="13" r="5.500" />
      </>
    ),
    front: <path d={CAP} />,
  },
  bun: { back: <circle cx="24" cy="8" r="5" />, front: <path d={CAP} /> },
  fringe: {
    back: <path d="M13 27V20c0-7 5-11.500 11-11.500S35 13 35 20v7z" />,
    front: (
      <path d="M14 21c0-8 4.500-11.500 10-11.500S34 13 34 21c-4-1-6-2.500-7.500-4.500C24 19.500 19 21 14 21z" />
    ),
  },
};
