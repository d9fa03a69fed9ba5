import type { CheckpointView } from "@/lib/audit/checkpoints/list-checkpoints";
import type { PublicKeyView } from "@/lib/audit/checkpoints/signing-key";
import type { ChainState } from "@/lib/audit/verify/chain-state";
import { type Crumb, PageHeader } from "../../shell/page-header";
import { SectionCard } from "../../ui/card";
import { ZoneNote } from "../../ui/reader-zone";
import { CheckpointList } from "./checkpoint-list";
import { KeyList } from "./key-list";
import { LogState } from "./log-state";
import { OfflineGuide } from "./offline-guide";
import { RetentionCard, type RetentionCardProps } from "./retention-card";
import { VerifyPanel } from "./verify-panel";

interface IntegrityPageProps {
  crumbs: Crumb[];
  state: ChainState;
  /** When the page was made, in milliseconds. */
  now: number;
  checkpoints: { items: CheckpointView[]; nextCursor: string | null };
  keys: PublicKeyView[] | null;
  /** The events' address under `/api`. */
  apiPath: string;
  logPath: string;
  /** This page's own parameters. */
  params: [string, string][];
  mayMakeKeys: boolean;
  retention: Pick<RetentionCardProps, "keepDays" | "delayedSince" | "form">;
}

/** The trustworthiness of a log, and everything that an auditor needs to check it alone. */
export function IntegrityPage(props: IntegrityPageProps) {
  const { crumbs, state, now, checkpoints, keys, apiPath, logPath, retention } = props;
  return (
    <>
      <PageHeader
        title="Integrity"
        description="Every event carries the hash of the one before it, and the whole is signed every hour. A verification shows when one was changed or removed, here or anywhere else that keeps the key."
        crumbs={crumbs}
        meta={
          <span className="text-xs text-muted-foreground first-letter:uppercase">
            <ZoneNote />
          </span>
        }
      />
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <div className="flex min-w-0 flex-col gap-5">
          <SectionCard title="State of the log">
            <LogState state={state} now={now} />
            <VerifyPanel apiPath={apiPath} logPath={logPath} />
          </SectionCard>
          <CheckpointList checkpoints={checkpoints} pathname={`${logPath}/integrity`} params={props.params} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <KeyList keys={keys} mayMake={props.mayMakeKeys} />
          <OfflineGuide keyIds={keys?.map(({ id }) => id) ?? []} />
          <RetentionCard {...retention} retired={state.retired} deliveriesPath={`${logPath}/deliveries`} />
        </div>
      </div>
    </>
  );
}
