/** The control centre's shape while it loads. */
import { Skeleton } from "@mantine/core";
import classes from "./control-centre.module.css";

export function CentreSkeleton() {
  return (
    <div className={classes.skeleton}>
      <Skeleton height={42} radius="md" />
      <div className={classes.skeletonGrid}>
        {Array.from({ length: 15 }, (_, place) => (
          <Skeleton key={place} height="100%" radius="lg" />
        ))}
      </div>
    </div>
  );
}
