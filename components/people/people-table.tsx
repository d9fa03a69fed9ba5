import type { UserView } from "@/lib/identity/users";
import { WorkspaceMark } from "../shell/marks";
import { AppLink } from "../ui/app-link";
import { Badge } from "../ui/badge";
import { GivenName } from "../ui/given-name";
import { PersonMark } from "../ui/person-mark";
import { HeaderCell, Table, TableCell, TableHead, TableRow } from "../ui/table";
import { TimeAgo } from "../ui/time-ago";
import { PersonActions } from "./person-actions";
import { rolesInWords } from "./role-words";

/** Everyone who has, or had, access to the portal. */
export function PeopleTable({ people }: { people: UserView[] }) {
  return (
    <Table label="People">
      <TableHead>
        <tr>
          <HeaderCell>Name</HeaderCell>
          <HeaderCell className="hidden md:table-cell">Roles</HeaderCell>
          <HeaderCell className="hidden lg:table-cell">Workspaces</HeaderCell>
          <HeaderCell className="hidden sm:table-cell">Last seen</HeaderCell>
          <HeaderCell>
            <span className="sr-only">Actions</span>
          </HeaderCell>
        </tr>
      </TableHead>
      <tbody>
        {people.map((person) => (
          <TableRow key={person.id}>
            <TableCell className="w-full max-w-0 md:w-auto md:max-w-80">
              <div className="flex items-center gap-2.5">
                <PersonMark name={person.name} />
                <div className="min-w-0">
                  <span className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
                    <AppLink
                      href={`/people/${person.id}`}
                      className="rounded-sm hover:text-link hover:underline"
                    >
                      <GivenName>{person.name}</GivenName>
                    </AppLink>
                    <PersonBadges person={person} />
                  </span>
                  <span className="block truncate text-muted-foreground">{person.email}</span>
                </div>
              </div>
            </TableCell>
            <TableCell className="hidden md:table-cell">
              {person.workspaces.length === 0 ? (
                <span className="text-muted-foreground">None yet</span>
              ) : (
                rolesInWords(person.workspaces.map(({ role }) => role))
              )}
            </TableCell>
            <TableCell className="hidden lg:table-cell">
              <Workspaces workspaces={person.workspaces} />
            </TableCell>
            <TableCell className="hidden whitespace-nowrap text-muted-foreground sm:table-cell">
              {person.lastSeenAt ? <TimeAgo at={person.lastSeenAt} /> : "Never"}
            </TableCell>
            <TableCell className="w-10">
              {person.pseudonymised ? null : <PersonActions person={person} />}
            </TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}

/** What is out of the ordinary about a person. */
export function PersonBadges({
  person,
}: {
  person: Pick<
    UserView,
    "isOwner" | "disabled" | "pseudonymised" | "heldBackUntil" | "invitePending" | "hasSecondFactor"
  >;
}) {
  return (
    <>
      {person.isOwner ? <Badge tone="accent">Owner</Badge> : null}
      {person.pseudonymised ? <Badge>Has left</Badge> : null}
      {person.disabled && !person.pseudonymised ? <Badge tone="warn">Disabled</Badge> : null}
      {person.heldBackUntil ? (
        <Badge
          tone="warn"
          title="Too many wrong passwords. Only browsers that this person has used before may sign in."
        >
          Held back
        </Badge>
      ) : null}
      {person.hasSecondFactor ? (
        <Badge tone="good" title="Has an authenticator app or a passkey">
          Two-step
        </Badge>
      ) : null}
      {person.invitePending && !person.disabled ? <Badge tone="info">Invited</Badge> : null}
    </>
  );
}

const MOST_MARKS = 5;

/** The first workspaces of a person by their marks; the names are in the tooltip, and read aloud. */
function Workspaces({ workspaces }: { workspaces: UserView["workspaces"] }) {
  if (workspaces.length === 0) return null;
  const names = workspaces.map(({ name }) => name).join(", ");
  const more = workspaces.length - MOST_MARKS;
  return (
    <span className="flex items-center gap-1" title={names}>
      <span className="sr-only">{names}</span>
      {workspaces.slice(0, MOST_MARKS).map(({ slug, name, colour }) => (
        <WorkspaceMark
          key={slug}
          name={name}
          colour={colour}
          className="size-4.5 rounded-sm text-[0.5625rem]"
        />
      ))}
      {more > 0 ? (
        <span aria-hidden className="text-xs text-muted-foreground tabular-nums">
          +{more}
        </span>
      ) : null}
    </span>
  );
}
