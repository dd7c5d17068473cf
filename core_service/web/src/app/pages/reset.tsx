/** A forgotten password: the letter's link brings its token, without one the letter is asked for. */
import { useSearchParams } from "react-router";
import { NewPasswordForm, ResetRequestForm } from "~/features/identity/components/reset-forms";

export function Component() {
  const [search] = useSearchParams();
  const token = search.get("token");
  return token ? <NewPasswordForm token={token} /> : <ResetRequestForm />;
}
