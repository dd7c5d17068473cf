/** A status drawn as a shape of its own, so that colour is never the only sign. */
import type { ReactNode } from "react";
import type { StudentStatus } from "./status";

const SHAPES: Readonly<Record<StudentStatus, ReactNode>> = {
  working: <circle cx="8" cy="8" r="6" fill="var(--working-fill)" />,
  hand: (
    <>
      <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5z" fill="var(--hand-fill)" />
      <path
        d="M5.600 8.500V5.700M7.400 8V4.400M9.200 8V4.900M11 9V6.100M5.600 8.300l-1-.9M5.600 8.500c0 2.300 1 3.400 2.700 3.400S11 10.800 11 9"
        fill="none"
        stroke="var(--on-hand)"
        strokeWidth="1.300"
        strokeLinecap="round"
      />
    </>
  ),
  quiet: (
    <path
      d="M6.200 1.600a6.600 6.600 0 1 0 8.200 8.400A5.600 5.600 0 0 1 6.200 1.600z"
      fill="var(--quiet-fill)"
    />
  ),
  finished: (
    <>
      <rect x="1.500" y="1.500" width="13" height="13" rx="3" fill="var(--finished-fill)" />
      <path
        d="M4.800 8.200l2.200 2.200 4.200-4.500"
        fill="none"
        stroke="var(--surface)"
        strokeWidth="1.900"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  offline: (
    <>
      <circle
        cx="8"
        cy="8"
        r="5.600"
        fill="none"
        stroke="var(--away)"
        strokeWidth="1.800"
        strokeDasharray="2.600 1.800"
      />
      <path
        d="M3.600 12.400l8.800-8.800"
        stroke="var(--away)"
        strokeWidth="1.800"
        strokeLinecap="round"
      />
    </>
  ),
  "not-started": (
    <circle cx="8" cy="8" r="5.600" fill="none" stroke="var(--away)" strokeWidth="1.800" />
  ),
  "not-here": <path d="M2 8h12" stroke="var(--away)" strokeWidth="2.600" strokeLinecap="round" />,
};

interface StatusShapeProps {
  status: StudentStatus;
  size?: number;
  /** The spoken name; leave it out where the word stands beside the shape. */
  label?: string;
}

export function StatusShape({ status, size = 16, label }: StatusShapeProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 16 16"
      role={label ? "img" : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
      data-status={status}
    >
      {SHAPES[status]}
    </svg>
  );
}
