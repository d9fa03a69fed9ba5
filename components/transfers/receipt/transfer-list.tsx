import { JOB_STATES } from "@/lib/jobs/job-states";
import type { TransferSummary } from "@/lib/jobs/transfer-receipt";
import { counted } from "../../flows/words/counted";
import { AppLink } from "../../ui/app-link";
import { Badge, type BadgeTone } from "../../ui/badge";
import { GivenName } from "../../ui/given-name";
import { AmountCell, HeaderCell, Table, TableCell, TableHead, TableRow } from "../../ui/table";
import { TimeAgo } from "../../ui/time-ago";

function toneOf({ state, left }: TransferSummary): BadgeTone {
  if (state === "running") return "info";
  return left > 0 ? "warn" : "neutral";
}

function stateWord({ state, left }: TransferSummary): string {
  return state === "done" && left > 0 ? "Done in part" : JOB_STATES[state].label;
}

/** Names the flows of a copy, as far as its summary has them. */
function title({ names, flows, workspaces }: TransferSummary): string {
  const first = names[0] || "Flow without a name";
  const more = new Set(names).size - 1;
  const words = more > 0 ? `${first} and others` : first;
  return `${words} to ${counted(workspaces, "workspace")}${flows > workspaces ? `, ${counted(flows, "copy", "copies")}` : ""}`;
}

/** Copies, the newest first, each with how far it came. */
export function TransferList({ transfers }: { transfers: readonly TransferSummary[] }) {
  return (
    <Table stacks label="Copies">
      <TableHead>
        <tr>
          <HeaderCell>Copy</HeaderCell>
          <HeaderCell>State</HeaderCell>
          <HeaderCell>Done</HeaderCell>
          <HeaderCell>Left</HeaderCell>
          <HeaderCell>By hand</HeaderCell>
          <HeaderCell>Started</HeaderCell>
        </tr>
      </TableHead>
      <tbody>
        {transfers.map((transfer) => (
          <TableRow key={transfer.id} data-row>
            <TableCell className="max-w-96 min-w-44 font-medium">
              <AppLink
                data-row-link
                href={`/copies/${transfer.id}`}
                className="block truncate rounded-sm hover:text-link hover:underline"
              >
                <GivenName>{title(transfer)}</GivenName>
              </AppLink>
            </TableCell>
            <TableCell>
              <Badge tone={toneOf(transfer)}>{stateWord(transfer)}</Badge>
            </TableCell>
            <TableCell className="whitespace-nowrap tabular-nums">{`${transfer.done} of ${transfer.flows}`}</TableCell>
            <AmountCell count={transfer.left} words="left" />
            <AmountCell count={transfer.tasks} words="by hand" />
            <TableCell className="whitespace-nowrap text-muted-foreground">
              <span className="sm:hidden">started </span>
              <TimeAgo at={transfer.startedAt} />, <GivenName>{transfer.startedBy}</GivenName>
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
