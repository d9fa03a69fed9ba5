"use client";

import { PlugZap } from "lucide-react";
import { useRouter } from "next/navigation";
import type { Health } from "@/lib/workspaces/health";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { SectionCard } from "../ui/card";
import { CopyButton } from "../ui/copy-button";
import { TimeAgo } from "../ui/time-ago";
import { HealthBadge } from "./health-badge";
import { ReplaceKeyDialog } from "./replace-key-dialog";

interface ConnectionSettingsProps {
  workspace: {
    slug: string;
    upstream: string;
    upstreamWorkspaceId: string;
    keyHint: string;
    health: { state: Health; detail: string | null; checkedAt: string | null };
  };
  mayCheck: boolean;
  mayReplaceKey: boolean;
}

/** The workspace's upstream, whether it can be reached, and the end of the key. */
export function ConnectionSettings({ workspace, mayCheck, mayReplaceKey }: ConnectionSettingsProps) {
  const router = useRouter();
  const { busy, problem, send } = useRequest();
  const { slug, upstream, upstreamWorkspaceId, keyHint, health } = workspace;

  async function check() {
    const answer = await send("POST", `/api/workspaces/${slug}/check`);
    if (answer.ok) router.refresh();
  }

  return (
    <SectionCard
      title="Connection"
      actions={
        mayCheck ? (
          <Button variant="outline" size="sm" busy={busy} onClick={() => void check()}>
            {busy ? null : <PlugZap aria-hidden />}
            Check now
          </Button>
        ) : null
      }
    >
      <div className="flex flex-col gap-4">
        <ProblemNotice problem={problem} />
        <div role="status" className="flex flex-wrap items-center gap-2 text-sm text-muted-foreground">
          <HealthBadge state={health.state} />
          {health.checkedAt ? (
            <span>
              checked <TimeAgo at={health.checkedAt} />
            </span>
          ) : null}
        </div>
        {health.detail ? <p className="text-sm text-destructive wrap-anywhere">{health.detail}</p> : null}
        <dl className="grid gap-4 text-sm sm:grid-cols-3">
          <div>
            <dt className="text-muted-foreground">Upstream</dt>
            <dd className="mt-0.5 font-medium">{upstream}</dd>
          </div>
          <div className="min-w-0">
            <dt className="text-muted-foreground">Trillet workspace id</dt>
            <dd className="flex items-center gap-1 font-mono text-xs">
              <span className="min-w-0 wrap-anywhere">{upstreamWorkspaceId}</span>
              <CopyButton text={upstreamWorkspaceId} label="Copy Trillet workspace id" />
            </dd>
          </div>
          <div>
            <dt className="text-muted-foreground">API key</dt>
            <dd className="mt-0.5 flex flex-wrap items-center gap-3">
              <span className="font-mono text-xs">
                ends in <span className="font-semibold">{keyHint}</span>
              </span>
              {mayReplaceKey ? <ReplaceKeyDialog slug={slug} /> : null}
            </dd>
          </div>
        </dl>
        {mayReplaceKey ? null : (
          <p className="text-sm text-muted-foreground">Replacing the API key needs the role admin.</p>
        )}
      </div>
    </SectionCard>
  );
}
