"use client";

import { useRouter } from "next/navigation";
import type { Notice as AccountNotice } from "@/lib/identity/notice-kinds";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { AppLink } from "../ui/app-link";
import { Button } from "../ui/button";
import { buttonVariants } from "../ui/button-variants";
import { Notice } from "../ui/notice";
import { TimeAgo } from "../ui/time-ago";
import { SUSPICION, wordsOf } from "./notice-words";

interface NoticeBoxProps {
  notices: AccountNotice[];
  /** Whether the page is the account's own: a link to it would lead nowhere. */
  onAccount: boolean;
}

/**
 * What happened to the account of the person who is signed in, with a way to say that they have read it. Several things share
 * one warning: a page full of them is read by nobody.
 */
export function NoticeBox({ notices, onAccount }: NoticeBoxProps) {
  const router = useRouter();
  const { busy, problem, send } = useRequest();
  const [first, ...more] = notices;
  const isLone = more.length === 0;

  async function dismiss(read: AccountNotice[]) {
    for (const { id } of read) {
      const answer = await send("DELETE", `/api/me/notices/${id}`);
      // Read in another tab meanwhile is as good.
      if (!answer.ok && answer.problem.status !== 404) return;
      router.refresh();
    }
  }

  if (!first) return null;
  const needsAdvice = notices.some((notice) => wordsOf(notice).advice === undefined);
  return (
    <Notice
      tone="warn"
      title={isLone ? wordsOf(first).title : `${notices.length} things happened to your account`}
      actions={
        <>
          <Button size="sm" variant="outline" busy={busy} onClick={() => void dismiss(notices)}>
            {isLone ? "I know about it" : "I know about all of it"}
          </Button>
          {onAccount ? null : (
            <AppLink href="/account#sessions" className={buttonVariants({ size: "sm", variant: "ghost" })}>
              Sessions and password
            </AppLink>
          )}
        </>
      }
    >
      {isLone ? (
        <NoticeText notice={first} />
      ) : (
        <ul className="mb-1.5 divide-y divide-warning/20">
          {notices.map((notice) => (
            <li key={notice.id} className="flex flex-wrap items-center gap-x-3 gap-y-1.5 py-2">
              <p className="min-w-0 flex-1 basis-64">
                <span className="font-medium">{wordsOf(notice).title}.</span> <NoticeText notice={notice} />
              </p>
              <Button
                size="sm"
                variant="ghost"
                className="max-sm:-ml-3"
                aria-label={`I know about it: ${wordsOf(notice).title}`}
                disabled={busy}
                onClick={() => void dismiss([notice])}
              >
                I know about it
              </Button>
            </li>
          ))}
        </ul>
      )}
      {needsAdvice ? ` ${SUSPICION}` : null}
      <ProblemNotice problem={problem} />
    </Notice>
  );
}

/** What happened and when, and what to do about it where it isn't the usual. */
function NoticeText({ notice }: { notice: AccountNotice }) {
  const { text, advice } = wordsOf(notice);
  return (
    <>
      {text} <TimeAgo at={notice.at} />.{advice === undefined ? null : ` ${advice}`}
    </>
  );
}
