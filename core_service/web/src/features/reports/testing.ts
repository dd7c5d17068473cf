/** What tests of reports are about. */

/** What every report says of itself. */
export const OF_EVERY_REPORT = {
  centres: [],
  isLimited: false,
  question: "",
  report: "",
  since: "2026-09-08",
  until: "2026-11-30",
};
