import { roleLabel } from "@/lib/identity/roles";
import { AppLink } from "../../ui/app-link";
import { SectionCard } from "../../ui/card";
import { GivenName } from "../../ui/given-name";

/** The groups of workspaces that a person is in. */
export function GroupListCard({ groups }: { groups: { id: string; name: string; role: string }[] }) {
  return (
    <SectionCard title="Groups">
      {groups.length === 0 ? (
        <p className="text-sm text-muted-foreground">In no group of workspaces.</p>
      ) : (
        <ul className="flex flex-col gap-1.5 text-sm">
          {groups.map(({ id, name, role }) => (
            <li key={id} className="flex justify-between gap-3">
              <AppLink href="/groups" className="rounded-sm font-medium hover:text-link hover:underline">
                <GivenName>{name}</GivenName>
              </AppLink>
              <span className="text-muted-foreground">{roleLabel(role)}</span>
            </li>
          ))}
        </ul>
      )}
    </SectionCard>
  );
}
