/** The frame of pages that everybody has: students keep their tabs, all others the sidebar (UI 4). */
import { hasRole } from "~/features/identity/permissions";
import { Shell } from "./shell/shell";
import type { HasPage } from "./shell/navigation";
import { useMe } from "./signed-in";
import { StudentFrame } from "./student/student-frame";
import { Component as StudentTabs } from "./student/student-tabs";

export function AccountFrame({ hasPage }: { hasPage: HasPage }) {
  if (!hasRole(useMe(), "STUDENT")) return <Shell kind="page" hasPage={hasPage} />;
  return (
    <StudentFrame>
      <StudentTabs />
    </StudentFrame>
  );
}
