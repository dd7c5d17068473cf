/** One's own account: who one is here, the password, and where one is signed in. */
import { ChangePassword } from "~/features/identity/components/change-password";
import { OwnLogins } from "~/features/identity/components/own-logins";
import { OwnName } from "~/features/identity/components/own-name";
import { MakeToken, TokenList } from "~/features/identity/components/tokens";
import { hasRole, roleWords } from "~/features/identity/permissions";
import { Card, Page } from "~/ui/page";
import { Portrait } from "~/ui/portrait";
import { MenuButton } from "../shell/open-menu";
import { useMe } from "../signed-in";

export function Component() {
  const me = useMe();
  const isStudent = hasRole(me, "STUDENT");
  const isStaff = hasRole(me, "TEACHER", "ASSESSOR", "SUPERVISOR", "ADMIN", "SUPER_ADMIN");
  return (
    <Page
      title={me.user.name}
      windowTitle="Your account"
      lead={
        <>
          <MenuButton />
          <Portrait person={me.user} size={44} />
        </>
      }
      note={`${roleWords(me)}${me.user.email ? `. ${me.user.email}` : ""}`}
    >
      {!isStudent && (
        <Card title="Your name">
          <OwnName key={me.user.name} name={me.user.name} />
        </Card>
      )}
      <Card title="Change your password">
        <ChangePassword />
      </Card>
      <Card title="Where you are signed in">
        <OwnLogins />
      </Card>
      {isStaff && (
        <Card title="Programs that act for you">
          <TokenList centreId={null} />
          <MakeToken me={me} />
        </Card>
      )}
    </Page>
  );
}
