"use client";

import { usePathname, useRouter } from "next/navigation";
import type { ReactNode } from "react";
import type { Notice as AccountNotice } from "@/lib/identity/notice-kinds";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { AppLink } from "../ui/app-link";
import { Button } from "../ui/button";
import { buttonVariants } from "../ui/button-variants";
import { GivenName } from "../ui/given-name";
import { Notice } from "../ui/notice";
import { TimeAgo } from "../ui/time-ago";
import { browserName } from "./browser-name";

/** The pages that people come to from the sign-in, or to see what happened to their account. */
const PLACES = ["/", "/account"];

/**
 * What happened to the account of the person who is signed in, until they have read it. That somebody else may have set a
 * password is on every page; a new browser, which is mostly the person's own, only where it is in nobody's way.
 */
export function AccountNotices({ notices }: { notices: AccountNotice[] }) {
  const pathname = usePathname();
  const shown = notices.filter(({ kind }) => kind !== "new_device" || PLACES.includes(pathname));
  if (shown.length === 0) return null;
  return (
    <div className="mb-5 flex flex-col gap-3">
      {shown.map((notice) => (
        <OneNotice key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function OneNotice({ notice }: { notice: AccountNotice }) {
  const router = useRouter();
  const { busy, problem, send } = useRequest();
  const { title, text } = wordsOf(notice);

  async function dismiss() {
    const answer = await send("DELETE", `/api/me/notices/${notice.id}`);
    // Read in another tab meanwhile is as good.
    if (answer.ok || answer.problem.status === 404) router.refresh();
  }

  return (
    <Notice
      tone="warn"
      title={title}
      actions={
        <>
          <Button size="sm" variant="outline" busy={busy} onClick={() => void dismiss()}>
            I know about it
          </Button>
          <AppLink href="/account" className={buttonVariants({ size: "sm", variant: "ghost" })}>
            Sessions and password
          </AppLink>
        </>
      }
    >
      {text} <TimeAgo at={notice.at} />. If you don't expect this, end the sessions that you don't know, set a
      new password, and tell an owner.
      <ProblemNotice problem={problem} />
    </Notice>
  );
}

function wordsOf(notice: AccountNotice): { title: string; text: ReactNode } {
  if (notice.kind === "new_device") {
    const { ip, userAgent } = notice.detail;
    return {
      title: "A sign-in with a new browser",
      text: `${browserName(userAgent)} at ${ip ?? "an address that is not known"} signed in as you`,
    };
  }
  const { by } = notice.detail;
  const who = by === null ? "Somebody who runs the server" : <GivenName>{by}</GivenName>;
  if (notice.kind === "password_link")
    return { title: "A link for a new password", text: <>{who} made one for your account</> };
  return {
    title: "A new password was set for you",
    text: <>It was set by a link that {who} made</>,
  };
}
