import type { FlowKind } from "@/lib/flows/model/flow";
import { flowPathSegment } from "@/lib/flows/model/flow";
import type { CopiedFrom } from "@/lib/mirror/flow-lists";
import { WorkspaceMark } from "../../shell/marks";
import { AppLink } from "../../ui/app-link";
import { GivenName } from "../../ui/given-name";
import { counted } from "../words/counted";

/** The workspaces of a reader, by their slugs. */
export type SourceNames = Readonly<Record<string, { name: string; colour: number }>>;

interface SourceCellProps {
  kind: FlowKind;
  copiedFrom: CopiedFrom | null;
  names: SourceNames;
}

/** What a flow was copied from, and how far it is behind. Of a source that its reader may not see, only that there is one. */
export function SourceCell({ kind, copiedFrom, names }: SourceCellProps) {
  if (copiedFrom === null)
    return (
      <span className="text-muted-foreground max-sm:hidden">
        –<span className="sr-only">no copy</span>
      </span>
    );
  const { source } = copiedFrom;
  if (source === null)
    return (
      <span className="text-muted-foreground" title="You may not see its source, or it is gone">
        A copy
      </span>
    );
  const known = names[source.workspace];
  const words = `${known?.name ?? source.workspace}: ${source.name || "Flow without a name"}`;
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <AppLink
        href={`/${source.workspace}/${flowPathSegment(kind)}/${source.id}`}
        title={words}
        className="flex min-w-0 items-center gap-1.5 rounded-sm hover:text-link hover:underline"
      >
        <span className="text-muted-foreground sm:hidden">From</span>
        {known ? (
          <WorkspaceMark
            name={known.name}
            colour={known.colour}
            className="size-4.5 rounded-sm text-[0.5625rem]"
          />
        ) : null}
        <span className="truncate">
          <GivenName>{words}</GivenName>
        </span>
      </AppLink>
      <span className={source.behind > 0 ? "text-warning" : "text-muted-foreground"}>
        {source.behind > 0 ? `${counted(source.behind, "version")} behind` : "up to date"}
      </span>
    </span>
  );
}
