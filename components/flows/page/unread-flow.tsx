import { type FlowKind, flowPathSegment } from "@/lib/flows/model/flow";
import type { ListedFlow } from "@/lib/mirror/flow-lists";
import { PageHeader } from "../../shell/page-header";
import { type LoadProblem, WaitingPanel } from "../../shell/waiting-panel";
import { ActiveState, AgentValue, directionLabel } from "../words/flow-words";

interface UnreadFlowProps {
  kind: FlowKind;
  workspace: { slug: string; name: string };
  id: string;
  problem: LoadProblem;
  /** What the last list says of the flow; null where no list had it. */
  listed: ListedFlow | null;
  mayReplaceKey: boolean;
}

/** The page of a flow that was never read, while Trillet can't be asked: what the list says of it, and when it goes on. */
export function UnreadFlow({ kind, workspace, id, problem, listed, mayReplaceKey }: UnreadFlowProps) {
  const list = `/${workspace.slug}/${flowPathSegment(kind)}`;
  return (
    <>
      <PageHeader
        title={listed?.name || "Flow"}
        crumbs={[
          { href: `/${workspace.slug}`, label: workspace.name },
          { href: list, label: kind === "call_flow" ? "Call flows" : "Message flows" },
        ]}
        meta={
          <>
            {listed ? <ActiveState isActive={listed.isActive} /> : null}
            <span className="font-mono text-xs text-muted-foreground">{id}</span>
          </>
        }
      />
      <WaitingPanel
        title={problem.title}
        detail={`${sentence(problem.detail)} This flow was not opened here before, so there is nothing to show of it yet.`}
        retrySeconds={problem.retrySeconds}
        keySettings={mayReplaceKey ? `/${workspace.slug}/settings` : null}
      >
        {listed ? <ListedFacts listed={listed} /> : null}
      </WaitingPanel>
    </>
  );
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** What the last list had. */
function ListedFacts({ listed }: { listed: ListedFlow }) {
  const facts = [
    { label: "Direction", value: directionLabel(listed.direction) },
    { label: "Agent", value: <AgentValue id={listed.agent} name={listed.agentName} /> },
    ...(listed.description ? [{ label: "Description", value: listed.description }] : []),
  ];
  return (
    <dl className="mt-4 grid w-full max-w-xl gap-3 border-t pt-4 text-left text-sm sm:grid-cols-2">
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt className="text-muted-foreground">{label}</dt>
          <dd className="mt-0.5 wrap-anywhere">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
