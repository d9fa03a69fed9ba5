"use client";

import { Button } from "../ui/button";
import { SignOutQuestion, useSignOut } from "./sign-out";

/** Signs out from a page without the account menu. */
export function SignOutButton({ userId }: { userId: string }) {
  const leaving = useSignOut(userId);
  return (
    <>
      <Button variant="link" busy={leaving.busy} onClick={() => void leaving.begin()}>
        Sign out
      </Button>
      <SignOutQuestion leaving={leaving} />
    </>
  );
}
