import type { ReactNode } from "react";
import type { OverviewItem } from "@/lib/overview/overview";
import { WorkspaceInLine } from "../shell/marks";
import { AppLink } from "../ui/app-link";
import { SectionCard } from "../ui/card";
import { TimeAgo } from "../ui/time-ago";

/** One thing that waits for somebody, with the way to it. */
interface Matter {
  key: string;
  title: string;
  detail: ReactNode;
  link: { label: string; href: string };
}

const MOST_SHOWN = 8;

function mattersOf(item: OverviewItem): Matter[] {
  const { slug, health, unknownChanges, drift, budget } = item;
  const matters: Matter[] = [];
  if (health.state === "failing")
    matters.push({
      key: "health",
      title: "Trillet can't be reached with the key",
      detail: health.since ? (
        <>
          since <TimeAgo at={health.since} />
        </>
      ) : null,
      link: { label: "See the connection", href: `/${slug}/settings` },
    });
  if (budget === null)
    matters.push({
      key: "key",
      title: "The stored key can't be opened",
      detail: "It was sealed with another keyring.",
      link: { label: "Replace the key", href: `/${slug}/settings` },
    });
  if (unknownChanges > 0)
    matters.push({
      key: "unknown",
      title:
        unknownChanges === 1
          ? "Outcome of a save not known"
          : `Outcomes of ${unknownChanges} saves not known`,
      detail: "Switchboard goes on checking.",
      link: { label: "Look it up", href: `/${slug}/audit?outcome=unknown` },
    });
  if (drift > 0)
    matters.push({
      key: "drift",
      title: drift === 1 ? "1 flow changed in Trillet" : `${drift} flows changed in Trillet`,
      detail: "Outside Switchboard, and nobody here has agreed to it.",
      link: { label: "Review", href: `/${slug}/audit?actor=upstream` },
    });
  if (budget?.left === 0)
    matters.push({
      key: "budget",
      title: "Request budget used up",
      detail: `${budget.limit} requests a minute. Lists and flows wait for the next.`,
      link: { label: "See the workspace", href: `/${slug}/call-flows` },
    });
  return matters;
}

/** What waits for somebody in their workspaces, the most urgent first. */
export function AttentionPanel({ items }: { items: readonly OverviewItem[] }) {
  const all = items.flatMap((item) => mattersOf(item).map((matter) => ({ item, matter })));
  return (
    <SectionCard title="Needs attention">
      {all.length === 0 ? (
        <p className="text-sm text-muted-foreground">Nothing does.</p>
      ) : (
        <ul className="-my-3 divide-y">
          {all.slice(0, MOST_SHOWN).map(({ item, matter }) => (
            <li key={`${item.slug} ${matter.key}`} className="py-3 text-sm">
              <p className="font-medium">{matter.title}</p>
              <p className="mt-1 flex items-center justify-between gap-3">
                <WorkspaceInLine workspace={item} />
                <AppLink
                  href={matter.link.href}
                  aria-label={`${matter.link.label}: ${item.name}`}
                  className="shrink-0 rounded-sm font-medium text-link hover:underline"
                >
                  {matter.link.label}
                </AppLink>
              </p>
              {matter.detail ? <p className="mt-0.5 text-muted-foreground">{matter.detail}</p> : null}
            </li>
          ))}
        </ul>
      )}
      {all.length > MOST_SHOWN ? (
        <p className="mt-3 border-t pt-3 text-sm text-muted-foreground">
          {all.length - MOST_SHOWN} more: the list shows them.
        </p>
      ) : null}
    </SectionCard>
  );
}
