import type { ComponentProps } from "react";
import { IntegrityPage } from "@/components/audit/proof/integrity-page";
import { oneOf, paramPairs, type SearchParams } from "@/components/lists/list-address";
import { listCheckpoints } from "@/lib/audit/checkpoints/list-checkpoints";
import { listPublicKeys } from "@/lib/audit/checkpoints/signing-key";
import { chainState } from "@/lib/audit/verify/chain-state";
import type { LogPlace } from "./log-place";

const CHECKPOINTS = 10;

type IntegrityPageProps = ComponentProps<typeof IntegrityPage>;

interface LogIntegrityProps extends Pick<IntegrityPageProps, "mayMakeKeys" | "retention"> {
  log: LogPlace;
  sent: SearchParams;
}

/** The page that says how trustworthy a log is. */
export async function LogIntegrity({ log, sent, mayMakeKeys, retention }: LogIntegrityProps) {
  const [state, checkpoints, keys] = await Promise.all([
    chainState(log.chain),
    listCheckpoints(log.chain, { limit: CHECKPOINTS, cursor: oneOf(sent, "cursor") }),
    listPublicKeys(),
  ]);
  return (
    <IntegrityPage
      crumbs={log.crumbs}
      state={state}
      now={Date.now()}
      checkpoints={checkpoints}
      keys={keys}
      apiPath={`${log.apiPath}/audit-events`}
      logPath={log.path}
      params={paramPairs(sent)}
      mayMakeKeys={mayMakeKeys}
      retention={retention}
    />
  );
}
