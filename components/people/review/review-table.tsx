import type { ReviewedRight } from "@/lib/identity/access-review/read-review";
import { roleLabel } from "@/lib/identity/roles";
import { WorkspaceMark } from "../../shell/marks";
import { AppLink } from "../../ui/app-link";
import { Badge } from "../../ui/badge";
import { GivenName } from "../../ui/given-name";
import { HeaderCell, Table, TableCell, TableHead, TableRow } from "../../ui/table";
import { TimeAgo } from "../../ui/time-ago";

/** Who may do what where, one right in a row. */
export function ReviewTable({ rights }: { rights: ReviewedRight[] }) {
  return (
    <Table label="Rights">
      <TableHead>
        <tr>
          <HeaderCell>Person</HeaderCell>
          <HeaderCell>Where</HeaderCell>
          <HeaderCell>Role</HeaderCell>
          <HeaderCell className="hidden md:table-cell">Through</HeaderCell>
          <HeaderCell className="hidden xl:table-cell">Second factor</HeaderCell>
          <HeaderCell className="hidden lg:table-cell">Since</HeaderCell>
          <HeaderCell className="hidden sm:table-cell">Last seen</HeaderCell>
          <HeaderCell className="hidden lg:table-cell">Last event there</HeaderCell>
        </tr>
      </TableHead>
      <tbody>
        {rights.map((right) => (
          <RightRow key={`${right.user.id} ${right.workspace?.slug ?? ""}`} right={right} />
        ))}
      </tbody>
    </Table>
  );
}

function RightRow({ right }: { right: ReviewedRight }) {
  return (
    <TableRow>
      <TableCell>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <AppLink
            href={`/people/${right.user.id}`}
            className="rounded-sm font-medium hover:text-link hover:underline"
          >
            <GivenName>{right.user.name}</GivenName>
          </AppLink>
          {right.user.disabled ? <Badge tone="warn">Disabled</Badge> : null}
          {right.user.invitePending && !right.user.disabled ? <Badge tone="info">Invited</Badge> : null}
        </span>
      </TableCell>
      <TableCell>
        <Place workspace={right.workspace} />
      </TableCell>
      <TableCell>{right.role === "owner" ? "Owner" : roleLabel(right.role)}</TableCell>
      <TableCell className="hidden text-muted-foreground md:table-cell">
        {right.grants.map(({ through, role }) => (
          <span key={`${through} ${role}`} className="block">
            {through === null ? "Directly" : <GivenName>{through}</GivenName>}
            {role === right.role ? null : ` (${roleLabel(role).toLowerCase()})`}
          </span>
        ))}
      </TableCell>
      <TableCell className="hidden text-muted-foreground xl:table-cell">
        {right.user.secondFactor ? "Yes" : "None"}
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-muted-foreground lg:table-cell">
        <Moment at={right.since} none={null} />
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-muted-foreground sm:table-cell">
        <Moment at={right.lastSeenAt} none="Never" />
      </TableCell>
      <TableCell className="hidden whitespace-nowrap text-muted-foreground lg:table-cell">
        <Moment at={right.lastActAt} none={right.workspace ? "None" : null} />
      </TableCell>
    </TableRow>
  );
}

function Moment({ at, none }: { at: string | null; none: string | null }) {
  return at === null ? none : <TimeAgo at={at} />;
}

function Place({ workspace }: Pick<ReviewedRight, "workspace">) {
  if (workspace === null) return <span className="text-muted-foreground">The whole portal</span>;
  return (
    <span className="flex items-center gap-2">
      <WorkspaceMark
        name={workspace.name}
        colour={workspace.colour}
        className="size-4.5 rounded-sm text-[0.5625rem]"
      />
      <GivenName>{workspace.name}</GivenName>
    </span>
  );
}
