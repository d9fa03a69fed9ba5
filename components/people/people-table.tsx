import { roleLabel } from "@/lib/identity/roles";
import { AppLink } from "../ui/app-link";
import { Badge } from "../ui/badge";
import { GivenName } from "../ui/given-name";
import { HeaderCell, Table, TableCell, TableHead, TableRow } from "../ui/table";
import { TimeAgo } from "../ui/time-ago";
import { PersonActions } from "./person-actions";

interface Person {
  id: string;
  name: string;
  email: string;
  isOwner: boolean;
  disabled: boolean;
  invitePending: boolean;
  lastSeenAt: string | null;
  heldBackUntil: string | null;
  workspaces: { slug: string; name: string; role: string }[];
}

interface PeopleTableProps {
  people: Person[];
  /** The workspaces that the reader can open, by slug. */
  reachable: ReadonlySet<string>;
}

/** Everyone who has, or had, access to the portal. */
export function PeopleTable({ people, reachable }: PeopleTableProps) {
  return (
    <Table label="People">
      <TableHead>
        <tr>
          <HeaderCell>Name</HeaderCell>
          <HeaderCell className="hidden md:table-cell">Workspaces</HeaderCell>
          <HeaderCell className="hidden sm:table-cell">Last seen</HeaderCell>
          <HeaderCell>
            <span className="sr-only">Actions</span>
          </HeaderCell>
        </tr>
      </TableHead>
      <tbody>
        {people.map((person) => (
          <TableRow key={person.id}>
            <TableCell className="w-full max-w-0 md:w-auto md:max-w-none">
              <span className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
                <GivenName>{person.name}</GivenName>
                {person.isOwner ? <Badge tone="accent">Owner</Badge> : null}
                {person.disabled ? <Badge tone="warn">Disabled</Badge> : null}
                {person.heldBackUntil ? (
                  <Badge
                    tone="warn"
                    title="Too many wrong passwords. Only browsers that this person has used before may sign in."
                  >
                    Held back
                  </Badge>
                ) : null}
                {person.invitePending && !person.disabled ? <Badge tone="info">Invited</Badge> : null}
              </span>
              <span className="block truncate text-muted-foreground">{person.email}</span>
            </TableCell>
            <TableCell className="hidden md:table-cell">
              <Memberships person={person} reachable={reachable} />
            </TableCell>
            <TableCell className="hidden whitespace-nowrap text-muted-foreground sm:table-cell">
              {person.lastSeenAt ? <TimeAgo at={person.lastSeenAt} /> : "Never"}
            </TableCell>
            <TableCell className="w-10">
              <PersonActions person={person} />
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}

function Memberships({ person, reachable }: { person: Person; reachable: ReadonlySet<string> }) {
  if (person.workspaces.length === 0) return <span className="text-muted-foreground">None yet</span>;
  return (
    <ul className="flex flex-wrap gap-x-3 gap-y-0.5">
      {person.workspaces.map(({ slug, name, role }) => (
        <li key={slug}>
          {reachable.has(slug) ? (
            <AppLink href={`/${slug}/settings`} className="rounded-sm hover:text-link hover:underline">
              {name}
            </AppLink>
          ) : (
            name
          )}{" "}
          <span className="text-muted-foreground">{roleLabel(role).toLowerCase()}</span>
        </li>
      ))}
    </ul>
  );
}
