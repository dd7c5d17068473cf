/** The way from a row to what it is about, said by name. */
import { Button } from "@mantine/core";
import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "react-router";

export function OpenLink({ to, label }: { to: string; label: string }) {
  return (
    <Button component={Link} to={to} variant="default" aria-label={label}>
      <IconChevronRight size={18} stroke={1.75} aria-hidden />
    </Button>
  );
}
