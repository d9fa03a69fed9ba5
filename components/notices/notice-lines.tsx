"use client";

import { Check, CheckCheck } from "lucide-react";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import type { NoticeFacts } from "@/lib/identity/notice-kinds";
import type { HappeningItem, InboxItem } from "@/lib/notices/inbox";
import { wordsOf } from "../account/notice-words";
import { ProblemNotice } from "../http/problem-notice";
import { sendRequest } from "../http/send-request";
import { refreshUnread } from "../http/unread-notices";
import { useRequest } from "../http/use-request";
import { AppLink } from "../ui/app-link";
import { Button } from "../ui/button";
import { Card } from "../ui/card";
import { cn } from "../ui/class-names";
import { TimeAgo } from "../ui/time-ago";

type Placed<Facts> = Facts & Pick<InboxItem, "id" | "at" | "readAt">;

const isHappening = (item: InboxItem): item is Placed<HappeningItem> => "sentence" in item;
const isOfAccount = (item: InboxItem): item is Placed<NoticeFacts> => !isHappening(item);

/** The words of a notice. */
function Words({ item }: { item: InboxItem }): ReactNode {
  if (isHappening(item)) return item.sentence;
  if (!isOfAccount(item)) return null;
  const { title, text } = wordsOf(item);
  return (
    <>
      {title}. {text}
    </>
  );
}

/** A person's notices, each with the page that says more. Opening it, or the button beside it, marks it as read. */
export function NoticeLines({ items }: { items: InboxItem[] }) {
  const router = useRouter();
  const { busy, problem, send } = useRequest();
  const unread = items.filter(({ readAt }) => readAt === null);
  const [newest] = items;

  async function mark(path: string) {
    const answer = await send("DELETE", path);
    // Read in another tab meanwhile is as good.
    if (!answer.ok && answer.problem.status !== 404) return;
    void refreshUnread();
    router.refresh();
  }

  function open({ id, readAt }: InboxItem) {
    if (readAt !== null) return;
    void sendRequest("DELETE", `/api/me/notices/${id}`).then(refreshUnread);
  }

  return (
    <>
      <ProblemNotice problem={problem} />
      {newest && unread.length > 0 ? (
        <div className="mb-3 flex justify-end">
          <Button
            variant="outline"
            size="sm"
            busy={busy}
            onClick={() => void mark(`/api/me/notices?through=${newest.id}`)}
          >
            {busy ? null : <CheckCheck aria-hidden />}
            Mark all as read
          </Button>
        </div>
      ) : null}
      <Card>
        <ul className="divide-y">
          {items.map((item) => (
            <li key={item.id} data-row className="flex items-start gap-3 px-4 py-3 text-sm">
              <span
                aria-hidden
                className={cn("mt-1.5 size-2 shrink-0 rounded-full", item.readAt === null && "bg-primary")}
              />
              <div className="min-w-0 flex-1">
                <AppLink
                  data-row-link
                  href={isHappening(item) ? item.path : "/account"}
                  onClick={() => open(item)}
                  className={cn(
                    "rounded-sm wrap-anywhere hover:underline",
                    item.readAt === null ? "font-medium" : "text-muted-foreground",
                  )}
                >
                  {item.readAt === null ? <span className="sr-only">Unread: </span> : null}
                  <Words item={item} />
                </AppLink>
                <p className="mt-0.5 text-muted-foreground">
                  <TimeAgo at={item.at} />
                </p>
              </div>
              {item.readAt === null ? (
                <Button
                  variant="ghost"
                  size="sm"
                  className="-my-1"
                  disabled={busy}
                  onClick={() => void mark(`/api/me/notices/${item.id}`)}
                >
                  <Check aria-hidden />
                  <span className="max-sm:sr-only">Read</span>
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}
