"use client";

import { MessageSquareShare, Pause, Play, SendHorizontal, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FORMATS } from "@/lib/notices/channel-formats";
import type { ChannelView } from "@/lib/notices/channels";
import { AccountRow } from "../account/account-row";
import { flag, number, object, orNull, text } from "../http/answer-shape";
import { problemText } from "../http/problem";
import { ProblemNotice } from "../http/problem-notice";
import { sendRequest } from "../http/send-request";
import { useRequest } from "../http/use-request";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { SectionCard } from "../ui/card";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { GivenName } from "../ui/given-name";
import { TimeAgo } from "../ui/time-ago";
import { toast } from "../ui/toast";
import { AddChannelDialog } from "./add-channel-dialog";

/** The chats and webhooks of a person's own, with a way to test, pause and remove each. */
export function ChannelList({ channels }: { channels: ChannelView[] }) {
  return (
    <SectionCard
      title="Channels"
      description="Slack, Teams or any address of your own to which notices are sent as they happen."
      actions={<AddChannelDialog />}
    >
      {channels.length === 0 ? (
        <p className="text-sm text-muted-foreground">None yet.</p>
      ) : (
        <ul className="divide-y">
          {channels.map((channel) => (
            <AccountRow
              key={channel.id}
              icon={<MessageSquareShare />}
              name={
                <>
                  <GivenName>{channel.name}</GivenName>
                  {channel.pausedAt ? <Badge tone="warn">Paused</Badge> : null}
                </>
              }
              details={<ChannelFacts channel={channel} />}
            >
              <ChannelActions channel={channel} />
            </AccountRow>
          ))}
        </ul>
      )}
    </SectionCard>
  );
}

function ChannelFacts({ channel }: { channel: ChannelView }) {
  const { format, host, lastDeliveredAt, lastFailedAt, lastError, waiting, undelivered } = channel;
  const isFailing = lastFailedAt !== null && (lastDeliveredAt === null || lastFailedAt > lastDeliveredAt);
  return (
    <>
      {FORMATS[format].label} at {host}
      {isFailing && lastFailedAt ? (
        <span className="block text-destructive">
          {lastError}, <TimeAgo at={lastFailedAt} />
        </span>
      ) : lastDeliveredAt ? (
        <span className="block">
          Last notice <TimeAgo at={lastDeliveredAt} />
        </span>
      ) : null}
      {waiting > 0 ? <span className="block">{waiting} on the way</span> : null}
      {undelivered > 0 ? (
        <span className="block">{undelivered} given up; the list of notices has them</span>
      ) : null}
    </>
  );
}

interface TestResult {
  delivered: boolean;
  status: number | null;
  error: string | null;
}

const isTestResult = object<TestResult>({ delivered: flag, status: orNull(number), error: orNull(text) });

function ChannelActions({ channel: { id, name, host, pausedAt } }: { channel: ChannelView }) {
  const router = useRouter();
  const path = `/api/me/notice-channels/${id}`;
  const { busy, problem, send } = useRequest();
  const [acting, setActing] = useState<"test" | "pause" | null>(null);
  const isPaused = pausedAt !== null;

  async function test() {
    setActing("test");
    const answer = await send("POST", `${path}/test`, { answer: isTestResult });
    if (!answer.ok) return;
    if (answer.data.delivered) toast.success(`The test arrived at ${host}`);
    else toast.error(`The test did not arrive: ${answer.data.error}`);
  }

  async function pause() {
    setActing("pause");
    const answer = await send("PATCH", path, { body: { paused: !isPaused } });
    if (!answer.ok) return;
    toast.success(isPaused ? `${name} gets notices again` : `${name} gets nothing until you resume`);
    router.refresh();
  }

  async function remove(): Promise<string | null> {
    const answer = await sendRequest("DELETE", path);
    if (!answer.ok) return problemText(answer.problem);
    toast.success(`${name} was removed`);
    router.refresh();
    return null;
  }

  return (
    <div className="flex flex-wrap gap-2">
      <ProblemNotice problem={problem} />
      <Button
        variant="outline"
        size="sm"
        aria-label={`Send a test: ${name}`}
        busy={busy && acting === "test"}
        disabled={busy}
        onClick={() => void test()}
      >
        <SendHorizontal aria-hidden />
        Test
      </Button>
      <Button
        variant="outline"
        size="sm"
        aria-label={`${isPaused ? "Resume" : "Pause"}: ${name}`}
        busy={busy && acting === "pause"}
        disabled={busy}
        onClick={() => void pause()}
      >
        {isPaused ? <Play aria-hidden /> : <Pause aria-hidden />}
        {isPaused ? "Resume" : "Pause"}
      </Button>
      <ConfirmDialog
        trigger={
          <Button variant="destructive-ghost" size="sm" aria-label={`Remove: ${name}`}>
            <Trash2 aria-hidden />
            Remove
          </Button>
        }
        title={`Remove ${name}?`}
        description="It gets no further notice. Those that are on their way are not sent any more; the list of notices has them."
        confirmLabel="Remove"
        destructive
        onConfirm={remove}
      />
    </div>
  );
}
