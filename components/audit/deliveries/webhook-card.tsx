"use client";

import dynamic from "next/dynamic";
import { useEffect, useState } from "react";
import type { AuditDeliveryView } from "@/lib/audit/delivery/list-deliveries";
import type { AuditWebhookView } from "@/lib/audit/delivery/list-webhooks";
import { Lamp } from "../../ui/badge";
import { Card } from "../../ui/card";
import { CopyButton } from "../../ui/copy-button";
import { WebhookActions } from "./webhook-actions";
import { webhookWords } from "./webhook-words";

/** Few webhooks have undelivered events, and their sentences need the facts about every action and field. */
const DeadLetters = dynamic(() => import("./dead-letters").then((module) => module.DeadLetters));

const TICK_MS = 15_000;

interface WebhookCardProps {
  webhook: AuditWebhookView;
  /** The first events that were given up. */
  dead: AuditDeliveryView[];
  /** The webhooks' address under `/api`. */
  apiPath: string;
  logPath: string;
}

/** One receiver: its address, its state, and the events that it has not accepted. */
export function WebhookCard({ webhook, dead, apiPath, logPath }: WebhookCardProps) {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, []);
  const { lamp, label, lines } = webhookWords(webhook, now);
  const { host } = new URL(webhook.url);
  const path = `${apiPath}/${webhook.id}`;
  return (
    <Card className="px-4 py-4 sm:px-5">
      <article aria-label={host}>
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1">
          <h2 className="min-w-0 text-base font-semibold wrap-anywhere">{host}</h2>
          <p className="flex items-center gap-2 text-sm font-medium">
            <Lamp state={lamp} />
            {label}
          </p>
        </div>
        <p className="flex items-center gap-1 font-mono text-xs text-muted-foreground">
          <span className="min-w-0 wrap-anywhere">{webhook.url}</span>
          <CopyButton text={webhook.url} label="Copy address" />
        </p>
        {/* Server and browser read their clocks at different moments, so the words may differ at first. */}
        <ul className="mt-2 mb-4 flex flex-col gap-0.5 text-sm">
          {lines.map((line) => (
            <li key={line} className="wrap-anywhere" suppressHydrationWarning>
              {line}
            </li>
          ))}
        </ul>
        <WebhookActions webhook={webhook} path={path} host={host} />
        {dead.length > 0 ? (
          <DeadLetters deliveries={dead} total={webhook.dead} path={path} host={host} logPath={logPath} />
        ) : null}
      </article>
    </Card>
  );
}
