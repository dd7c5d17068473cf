/** The frame of the three reports: which, of which centre, over which days; the address carries all (UI 14). */
import { Button, Select, TextInput } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { NavLink, useSearchParams } from "react-router";
import { hasPermission } from "~/features/identity/permissions";
import type { ReportFilters } from "~/features/reports/api";
import { Page } from "~/ui/page";
import { MenuButton } from "../../shell/open-menu";
import { Require, useMe } from "../../signed-in";
import classes from "./reports-page.module.css";

const REPORTS = [
  { path: "/dashboard/reports/centre", label: "Centre" },
  { path: "/dashboard/reports/tutor", label: "Tutors" },
  { path: "/dashboard/reports/student", label: "Students" },
];

export interface Asked {
  filters: ReportFilters;
  mayExport: boolean;
}

interface ReportsPageProps {
  title: string;
  children: (asked: Asked) => ReactNode;
}

export function ReportsPage(props: ReportsPageProps) {
  return (
    <Require permission="REPORTS_VIEW">
      <Reports {...props} />
    </Require>
  );
}

/** Changes one part of the address and keeps the others. */
export function useAsked(): [URLSearchParams, (name: string, value: string | null) => void] {
  const [search, setSearch] = useSearchParams();
  const change = (name: string, value: string | null) =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        return next;
      },
      { replace: true },
    );
  return [search, change];
}

function Reports({ title, children }: ReportsPageProps) {
  const me = useMe();
  const [search, change] = useAsked();
  const [since, until] = [search.get("since") ?? "", search.get("until") ?? ""];
  const isBackwards = since !== "" && until !== "" && since > until;
  const filters: ReportFilters = {
    centreId: search.get("centre"),
    since: isBackwards ? null : since || null,
    until: isBackwards ? null : until || null,
  };
  return (
    <Page
      title={title}
      lead={<MenuButton />}
      actions={
        <Button
          className={classes.screenOnly}
          variant="default"
          leftSection={<IconPrinter size={16} aria-hidden />}
          onClick={() => window.print()}
        >
          Print
        </Button>
      }
    >
      <nav aria-label="Reports" className={classes.tabs}>
        {REPORTS.map(({ path, label }) => (
          <NavLink key={path} to={`${path}?${search}`}>
            {label}
          </NavLink>
        ))}
      </nav>
      <div className={classes.filters}>
        <TextInput
          type="date"
          label="From"
          description="Empty: twelve weeks back"
          value={since}
          onChange={(event) => change("since", event.currentTarget.value)}
          error={isBackwards && "This is after the last day"}
        />
        <TextInput
          type="date"
          label="Until"
          description="Empty: today"
          value={until}
          onChange={(event) => change("until", event.currentTarget.value)}
        />
        {me.centres.length > 1 && (
          <Select
            label="Centre"
            description="Of those that you see"
            placeholder="All together"
            clearable
            value={filters.centreId}
            onChange={(id) => change("centre", id)}
            data={me.centres.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </div>
      {children({ filters, mayExport: hasPermission(me, "REPORTS_EXPORT") })}
    </Page>
  );
}
