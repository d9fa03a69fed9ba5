import type { ReactNode } from "react";
import { type Flow, type FlowKind, flowPathSegment, isCallFlow } from "@/lib/flows/model/flow";
import { PageHeader } from "../../shell/page-header";
import { Badge } from "../../ui/badge";
import { CopyButton } from "../../ui/copy-button";
import { GivenName } from "../../ui/given-name";
import { Notice } from "../../ui/notice";
import { TimeAgo } from "../../ui/time-ago";
import { CallFlowEditor, type EditorProps, MessageFlowEditor } from "../form/flow-editor";
import { ActiveBadge, DirectionLabel } from "../words/flow-words";
import { FlowReading } from "./flow-reading";
import { FlowTabs } from "./flow-tabs";
import { type OpenChange, OpenChangeNotice } from "./open-change-notice";

interface FlowPageProps {
  kind: FlowKind;
  workspace: { slug: string; name: string };
  flow: Flow;
  asOf: string;
  problem: { title: string; detail: string } | null;
  openChanges: OpenChange[];
  tab: "details" | "history";
  /** The actions for the whole flow. */
  actions?: ReactNode;
  /** Further warnings, for one kind only. */
  warnings?: ReactNode;
  details: ReactNode;
  history: ReactNode;
}

/** A flow's page: title, warnings, details and history. */
export function FlowPage(props: FlowPageProps) {
  const { kind, workspace, flow, asOf, problem, openChanges, tab, actions, warnings, details, history } =
    props;
  const segment = flowPathSegment(kind);
  const list = `/${workspace.slug}/${segment}`;
  return (
    <>
      <PageHeader
        title={flow.name ? <GivenName>{flow.name}</GivenName> : "Flow without a name"}
        crumbs={[
          { href: `/${workspace.slug}`, label: workspace.name },
          { href: list, label: kind === "call_flow" ? "Call flows" : "Message flows" },
        ]}
        actions={actions}
        meta={
          <>
            <ActiveBadge isActive={flow.isActive} />
            <Badge>
              <DirectionLabel direction={flow.direction} />
            </Badge>
            {"messageChannel" in flow && flow.messageChannel ? <Badge>{flow.messageChannel}</Badge> : null}
            {flow.autopilot ? <Badge tone="accent">Autopilot</Badge> : null}
            <span className="flex items-center gap-0.5 font-mono text-xs text-muted-foreground">
              {flow.id}
              <CopyButton text={flow.id} label="Copy flow id" />
            </span>
            <span className="text-sm text-muted-foreground">
              as of <TimeAgo at={asOf} />
            </span>
          </>
        }
      />
      <div className="mb-5 flex flex-col gap-3 empty:hidden">
        {problem ? (
          <Notice tone="warn" title={problem.title}>
            <p>{problem.detail}</p>
            <p>Below is what Switchboard saw last.</p>
          </Notice>
        ) : null}
        {openChanges.map((change) => (
          <OpenChangeNotice key={change.id} workspaceSlug={workspace.slug} change={change} />
        ))}
        {warnings}
      </div>
      <FlowTabs initial={tab} details={details} history={history} />
    </>
  );
}

/** The warnings to read before a change of the flow. */
export function FlowWarnings({ flow }: { flow: Flow }) {
  if (!isCallFlow(flow) || flow.promptType === null || flow.promptType === "simple") return null;
  return (
    <Notice tone="warn" title="Saving converts this flow to a simple prompt">
      Its prompt type is &ldquo;{flow.promptType}&rdquo;, made in Trillet&rsquo;s visual editor. Trillet
      accepts updates of simple prompts only, so any change saved here turns it into one.
    </Notice>
  );
}

interface FlowDetailsProps extends EditorProps<Flow> {
  mayEdit: boolean;
}

/** A flow's fields: a form for people who may edit, facts for all others. */
export function FlowDetails({ mayEdit, flow, ...rest }: FlowDetailsProps) {
  if (!mayEdit) return <FlowReading flow={flow} agentName={rest.agentName} />;
  return isCallFlow(flow) ? (
    <CallFlowEditor flow={flow} {...rest} />
  ) : (
    <MessageFlowEditor flow={flow} {...rest} />
  );
}
