import { roleLabel } from "@/lib/identity/roles";
import { Badge } from "../ui/badge";
import { GivenName } from "../ui/given-name";
import { Notice } from "../ui/notice";
import { HeaderCell, Table, TableCell, TableHead, TableRow } from "../ui/table";

/** What a mapping of groups would do to one person's role in one workspace; null: no role. */
export interface Effect {
  user: { name: string };
  workspace: { name: string };
  before: string | null;
  after: string | null;
}

interface MappingEffectsProps {
  effects: Effect[];
  /** How many people are known, by whose groups it was worked out. */
  people: number;
}

const words = (role: string | null) => (role === null ? "no role" : roleLabel(role));

/** Who would gain and lose which role, before it is so. */
export function MappingEffects({ effects, people }: MappingEffectsProps) {
  const basis = `Worked out from the groups that the provider named last, for the ${people === 1 ? "1 person" : `${people} people`} who signed in with it. Others get their roles at their next sign-in.`;
  if (effects.length === 0)
    return (
      <Notice role="status" title="Nobody's role changes now">
        {basis}
      </Notice>
    );
  const losing = effects.filter(({ after }) => after === null).length;
  return (
    <div className="flex flex-col gap-3">
      <Notice
        role="status"
        tone={losing > 0 ? "warn" : "info"}
        title={`${effects.length === 1 ? "1 role changes" : `${effects.length} roles change`}${losing > 0 ? `, of which ${losing} ${losing === 1 ? "is" : "are"} lost` : ""}`}
      >
        {basis}
      </Notice>
      <Table label="What changes">
        <TableHead>
          <tr>
            <HeaderCell>Person</HeaderCell>
            <HeaderCell>Workspace</HeaderCell>
            <HeaderCell>Role</HeaderCell>
          </tr>
        </TableHead>
        <tbody>
          {effects.map(({ user, workspace, before, after }, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a list that is shown as it came, and never edited.
            <TableRow key={place}>
              <TableCell>
                <GivenName>{user.name}</GivenName>
              </TableCell>
              <TableCell>
                <GivenName>{workspace.name}</GivenName>
              </TableCell>
              <TableCell className="whitespace-nowrap">
                <span className="text-muted-foreground">{words(before)} →</span>{" "}
                <Badge tone={after === null ? "warn" : "good"}>{words(after)}</Badge>
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
