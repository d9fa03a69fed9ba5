import { copyHref, MOST_FLOWS } from "../../transfers/words/copy-address";
import { AppLink } from "../../ui/app-link";
import { buttonVariants } from "../../ui/button-variants";
import { ExportButton } from "../files/export-button";
import { counted } from "../words/counted";
import type { BulkTarget } from "./bulk-bar";
import type { SelectableFlow } from "./bulk-selection";

interface FurtherActionsProps {
  target: BulkTarget;
  flows: readonly SelectableFlow[];
  mayCopy: boolean;
  mayUpdate: boolean;
}

/** What the bar of chosen flows offers beside switching them. It loads once some are chosen: most visits choose none. */
export function FurtherActions({ target, flows, mayCopy, mayUpdate }: FurtherActionsProps) {
  return (
    <>
      <ExportButton list={{ ...target, flows }} label="Export" />
      {mayUpdate ? <UpdateSelected target={target} flows={flows} /> : null}
      {mayCopy ? <CopySelected target={target} flows={flows} /> : null}
    </>
  );
}

function CopySelected({ target, flows }: { target: BulkTarget; flows: readonly SelectableFlow[] }) {
  if (flows.length > MOST_FLOWS)
    return <p className="text-sm text-muted-foreground">At most {MOST_FLOWS} can be copied at once</p>;
  const ids = flows.map(({ id }) => id);
  return (
    <AppLink
      href={copyHref({ from: target.workspace, kind: target.kind, ids })}
      className={buttonVariants({ variant: "outline", size: "sm" })}
    >
      Copy to workspaces…
    </AppLink>
  );
}

/** Brings the chosen copies up to date that are behind: one copy has one source workspace, so they all must have the same. */
function UpdateSelected({ target, flows }: { target: BulkTarget; flows: readonly SelectableFlow[] }) {
  const behind = flows.flatMap(({ source }) => (source && source.behind > 0 ? [source] : []));
  const [from, ...others] = new Set(behind.map(({ workspace }) => workspace));
  const ids = [...new Set(behind.map(({ id }) => id))];
  if (from === undefined) return null;
  if (others.length > 0 || ids.length > MOST_FLOWS)
    return (
      <p className="text-sm text-muted-foreground">
        At most {MOST_FLOWS} copies of one workspace can be brought up to date
      </p>
    );
  return (
    <AppLink
      href={copyHref({ from, kind: target.kind, ids, to: [target.workspace] })}
      className={buttonVariants({ variant: "outline", size: "sm" })}
    >
      Bring {counted(behind.length, "copy", "copies")} up to date
    </AppLink>
  );
}
