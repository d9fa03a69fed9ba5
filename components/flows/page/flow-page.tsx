import { Bot, CloudOff, type LucideIcon, MessageSquareText, RefreshCw, Sparkles } from "lucide-react";
import type { ReactNode } from "react";
import type { LastChange } from "@/lib/audit/search/last-changes";
import { type Flow, type FlowKind, flowPathSegment, isCallFlow } from "@/lib/flows/model/flow";
import { PageHeader } from "../../shell/page-header";
import { GivenName } from "../../ui/given-name";
import { Notice } from "../../ui/notice";
import { TimeAgo } from "../../ui/time-ago";
import { CallFlowEditor, type EditorProps, MessageFlowEditor } from "../form/flow-editor";
import { ActiveState, DirectionLabel } from "../words/flow-words";
import { LastChangeLine } from "../words/last-change";
import { FlowReading } from "./flow-reading";
import { FlowTabs } from "./flow-tabs";
import { type OpenChange, OpenChangeNotice } from "./open-change-notice";

interface FlowPageProps {
  kind: FlowKind;
  workspace: { slug: string; name: string; colour: number };
  flow: Flow;
  agentName: string | null;
  /** Null where the log knows none. */
  lastChange: LastChange | null;
  /** How many states of the flow are stored. */
  versions: number;
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
  const { kind, workspace, flow, lastChange, problem, openChanges, tab, actions, warnings } = props;
  const list = `/${workspace.slug}/${flowPathSegment(kind)}`;
  return (
    <>
      <PageHeader
        title={
          <span className="flex flex-wrap items-center gap-x-3">
            {flow.name ? <GivenName>{flow.name}</GivenName> : "Flow without a name"}
            <span className="text-sm font-medium">
              <ActiveState isActive={flow.isActive} />
            </span>
          </span>
        }
        crumbs={[
          { href: `/${workspace.slug}`, label: workspace.name, colour: workspace.colour },
          { href: list, label: kind === "call_flow" ? "Call flows" : "Message flows" },
        ]}
        actions={actions}
        meta={<FlowMeta {...props} />}
      />
      {lastChange ? (
        <div className="-mt-2 mb-4">
          <LastChangeLine change={lastChange} logPath={`/${workspace.slug}/audit`} />
        </div>
      ) : null}
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
      <FlowTabs initial={tab} versions={props.versions} details={props.details} history={props.history} />
    </>
  );
}

/** The facts by which people recognise a flow, in one line. */
function FlowMeta({ flow, agentName, asOf, problem }: FlowPageProps) {
  return (
    <>
      <Fact>
        <DirectionLabel direction={flow.direction} />
      </Fact>
      {"messageChannel" in flow && flow.messageChannel ? (
        <Fact icon={MessageSquareText}>{flow.messageChannel}</Fact>
      ) : null}
      {flow.agent ? (
        <Fact icon={Bot}>{agentName ?? <code className="text-xs">{flow.agent}</code>}</Fact>
      ) : null}
      {flow.autopilot ? <Fact icon={Sparkles}>Autopilot on</Fact> : null}
      <Fact icon={problem ? CloudOff : RefreshCw}>
        {problem ? "Last seen in Trillet " : "Same as in Trillet, "}
        <TimeAgo at={asOf} />
      </Fact>
    </>
  );
}

function Fact({ icon: Icon, children }: { icon?: LucideIcon; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5 text-sm text-muted-foreground [&_svg]:size-3.5 [&_svg]:shrink-0">
      {Icon ? <Icon aria-hidden /> : null}
      <span>{children}</span>
    </span>
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
