/** The centre at which somebody learns; of several, the first. */
import { useMe } from "../signed-in";

export function useOwnCentre(): string {
  const { roles, centres } = useMe();
  return roles.find(({ role }) => role === "STUDENT")?.centreId ?? centres[0]?.id ?? "";
}
