/** Marks on their way from this device to the core. */
import type { AttendanceStatus } from "~/lib/contract";

/** How a student is to be marked; `status` null un-marks. `at` is when it was touched, in milliseconds. */
export interface WantedMark {
  studentId: string;
  status: AttendanceStatus | null;
  note: string | null;
  at: number;
}

/** What is on its way: the same marks under the same key until the core has answered. */
export interface Batch {
  key: string;
  marks: WantedMark[];
}
