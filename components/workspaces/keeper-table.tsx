import type { KeptWorkspaceView } from "@/lib/keeper/keeper-view";
import { WorkspaceMark } from "../shell/marks";
import { Badge, type BadgeTone } from "../ui/badge";
import { GivenName } from "../ui/given-name";
import { HeaderCell, Table, TableCell, TableHead, TableRow } from "../ui/table";
import { TimeAgo } from "../ui/time-ago";

/** How the background reading of a workspace stands, in a word or two; the lower the rank, the more it needs somebody. */
interface KeepingState {
  label: string;
  tone: BadgeTone;
  rank: number;
}

type Facts = Pick<KeptWorkspaceView, "failure" | "callListAt" | "messageListAt" | "unread" | "moved">;

/** Returns how the background reading of a workspace stands. */
export function keepingState({ failure, callListAt, messageListAt, unread, moved }: Facts): KeepingState {
  if (failure) return { label: "Can't be read", tone: "bad", rank: 0 };
  if (callListAt === null && messageListAt === null)
    return { label: "Not read yet", tone: "neutral", rank: 1 };
  if (unread > 0 || moved > 0) return { label: "Reading", tone: "info", rank: 2 };
  return { label: "Up to date", tone: "good", rank: 3 };
}

/** How fresh each workspace is: first what needs somebody, then by name. */
export function KeeperTable({ workspaces }: { workspaces: KeptWorkspaceView[] }) {
  const sorted = workspaces.toSorted((one, other) => keepingState(one).rank - keepingState(other).rank);
  return (
    <Table label="Workspaces">
      <TableHead>
        <tr>
          <HeaderCell>Workspace</HeaderCell>
          <HeaderCell>Read in full</HeaderCell>
          <HeaderCell className="hidden md:table-cell">Call flows listed</HeaderCell>
          <HeaderCell className="hidden md:table-cell">Message flows listed</HeaderCell>
          <HeaderCell className="hidden xl:table-cell">Oldest reading</HeaderCell>
          <HeaderCell className="hidden text-right lg:table-cell">Reads</HeaderCell>
          <HeaderCell className="hidden text-right lg:table-cell">Edits found</HeaderCell>
          <HeaderCell className="hidden text-right sm:table-cell">Left this minute</HeaderCell>
        </tr>
      </TableHead>
      <tbody>
        {sorted.map((workspace) => (
          <WorkspaceRow key={workspace.id} workspace={workspace} />
        ))}
      </tbody>
    </Table>
  );
}

function WorkspaceRow({ workspace }: { workspace: KeptWorkspaceView }) {
  const { name, colour, flows, unread, callListAt, messageListAt, oldestReadAt, reads, driftFound, room } =
    workspace;
  const { label, tone } = keepingState(workspace);
  return (
    <TableRow>
      <TableCell>
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <WorkspaceMark name={name} colour={colour} className="size-4.5 rounded-sm text-[0.5625rem]" />
          <span className="font-medium wrap-anywhere">
            <GivenName>{name}</GivenName>
          </span>
          <Badge tone={tone}>{label}</Badge>
        </div>
        <Failure failure={workspace.failure} />
      </TableCell>
      <TableCell className="whitespace-nowrap tabular-nums">
        {flows - unread} of {flows}
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-muted-foreground md:table-cell">
        <Moment at={callListAt} />
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-muted-foreground md:table-cell">
        <Moment at={messageListAt} />
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-muted-foreground xl:table-cell">
        <Moment at={oldestReadAt} />
      </TableCell>
      <TableCell className="hidden text-right tabular-nums lg:table-cell">
        {reads.toLocaleString("en")}
      </TableCell>
      <TableCell className="hidden text-right tabular-nums lg:table-cell">
        {driftFound.toLocaleString("en")}
      </TableCell>
      <TableCell className="hidden text-right whitespace-nowrap tabular-nums sm:table-cell">
        {room === null ? "–" : `${room.left} of ${room.share}`}
      </TableCell>
    </TableRow>
  );
}

function Moment({ at }: { at: string | null }) {
  return at === null ? "Never" : <TimeAgo at={at} />;
}

function Failure({ failure }: Pick<KeptWorkspaceView, "failure">) {
  if (failure === null) return null;
  return (
    <p className="mt-1 max-w-prose text-sm text-muted-foreground wrap-anywhere">
      {failure.problem}. Since <TimeAgo at={failure.since} />; the next attempt is due{" "}
      <TimeAgo at={failure.retryAt} />.
    </p>
  );
}
