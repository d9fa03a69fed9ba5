import { ROLE_NAMES, type Role } from "@/lib/identity/roles";
import { listOf, object, orNull, type Shape, text } from "../../http/answer-shape";
import { isStronger, namesInWords, roleWord } from "../role-words";

/** What becomes of a person's role in a workspace. */
export interface GroupRoleChange {
  user: { id: string; name: string };
  workspace: { name: string };
  before: Role | null;
  after: Role | null;
}

const role: Shape<Role> = (value): value is Role => ROLE_NAMES.some((name) => name === value);

export const isGroupPreview = object<{ changes: GroupRoleChange[] }>({
  changes: listOf(
    object<GroupRoleChange>({
      user: object({ id: text, name: text }),
      workspace: object({ name: text }),
      before: orNull(role),
      after: orNull(role),
    }),
  ),
});

/** The changes by which somebody may do less than before. */
export function losses(changes: readonly GroupRoleChange[]): GroupRoleChange[] {
  return changes.filter(({ before, after }) => isStronger(before, after));
}

const MOST_SHOWN = 20;

/** Who loses what, in a line for each person and role. */
export function LossList({ changes }: { changes: readonly GroupRoleChange[] }) {
  const lines = new Map<string, { name: string; words: string; places: string[] }>();
  for (const { user, workspace, before, after } of changes) {
    const words =
      after === null ? `loses ${roleWord(before)}` : `becomes ${roleWord(after)}, was ${roleWord(before)},`;
    const key = `${user.id} ${words}`;
    const line = lines.get(key) ?? { name: user.name, words, places: [] };
    line.places.push(workspace.name);
    lines.set(key, line);
  }
  const all = [...lines];
  return (
    <ul className="list-disc pl-5 text-sm text-foreground">
      {all.slice(0, MOST_SHOWN).map(([key, { name, words, places }]) => (
        <li key={key}>
          {name} {words} in {namesInWords(places, 4)}
        </li>
      ))}
      {all.length > MOST_SHOWN ? <li>and {all.length - MOST_SHOWN} more</li> : null}
    </ul>
  );
}
