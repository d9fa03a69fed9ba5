import type { KeeperView, KeptWorkspaceView } from "@/lib/keeper/keeper-view";
import { Card } from "../ui/card";
import { Notice } from "../ui/notice";
import { TimeAgo } from "../ui/time-ago";

interface KeeperSummaryProps extends KeeperView {
  /** How many requests a minute each key may have. */
  perMinute: number;
}

const sum = (workspaces: KeptWorkspaceView[], of: (one: KeptWorkspaceView) => number) =>
  workspaces.reduce((total, one) => total + of(one), 0);
const number = (value: number) => value.toLocaleString("en");

/** What reading in the background may spend, and what it has come to so far, over all workspaces. */
export function KeeperSummary({ since, workspaces, perMinute }: KeeperSummaryProps) {
  const flows = sum(workspaces, (one) => one.flows);
  const share = workspaces.find(({ room }) => room !== null)?.room?.share ?? null;
  const facts = [
    {
      label: "Flows read in full",
      value: `${number(flows - sum(workspaces, (one) => one.unread))} of ${number(flows)}`,
    },
    { label: "Updated since they were read", value: number(sum(workspaces, (one) => one.moved)) },
    { label: "Reads so far", value: number(sum(workspaces, (one) => one.reads)) },
    { label: "Edits made elsewhere that it found", value: number(sum(workspaces, (one) => one.driftFound)) },
  ];
  return (
    <section aria-label="In all workspaces" className="mb-4 flex flex-col gap-4">
      {since === null ? (
        <Notice tone="warn" title="Nothing is read in the background right now">
          A server of this portal begins within seconds of its start. If this stays, look at its log.
        </Notice>
      ) : null}
      <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
        {facts.map(({ label, value }) => (
          <Card key={label} className="px-4 py-3">
            <dt className="text-sm text-muted-foreground">{label}</dt>
            <dd className="mt-1 text-xl font-semibold tabular-nums">{value}</dd>
          </Card>
        ))}
      </dl>
      <p className="max-w-prose text-sm text-muted-foreground">
        {share === null
          ? null
          : `Of the ${number(perMinute)} requests a minute of each API key it may use ${number(share)}, and never those of people. `}
        Lists are read every two minutes where somebody looks, every fifteen elsewhere; each key is used at
        least every three minutes.
        {since === null ? null : (
          <>
            {" "}
            One server of this portal reads at a time; the present one began <TimeAgo at={since} />.
          </>
        )}
      </p>
    </section>
  );
}
