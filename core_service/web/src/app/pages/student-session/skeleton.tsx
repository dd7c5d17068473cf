/** The session's page in its final shape, while it loads. */
import { Skeleton } from "@mantine/core";
import { SessionFrame } from "~/features/student-session/components/session-frame";

export function SessionSkeleton() {
  return (
    <SessionFrame
      toolbar={<Skeleton height={76} radius={0} />}
      aside={<Skeleton height={140} radius="xl" />}
    >
      <Skeleton height="100%" radius="xl" />
    </SessionFrame>
  );
}
