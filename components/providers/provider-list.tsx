import { KeyRound } from "lucide-react";
import { AppLink } from "../ui/app-link";
import { Badge } from "../ui/badge";
import { EmptyState } from "../ui/card";
import { GivenName } from "../ui/given-name";
import { HeaderCell, Table, TableCell, TableHead, TableRow } from "../ui/table";
import { AddProviderDialog } from "./add-provider-dialog";
import type { Provider } from "./provider-types";

/** All identity providers, each with a way to its settings. */
export function ProviderList({ providers }: { providers: Provider[] }) {
  if (providers.length === 0)
    return (
      <EmptyState icon={KeyRound} title="No identity provider yet" actions={<AddProviderDialog />}>
        Connect the one of your company, such as Okta, Microsoft Entra ID, Google Workspace or Keycloak.
        People then sign in there, and its groups can give them roles here.
      </EmptyState>
    );
  return (
    <Table label="Identity providers">
      <TableHead>
        <tr>
          <HeaderCell>Name</HeaderCell>
          <HeaderCell className="hidden md:table-cell">Domains</HeaderCell>
          <HeaderCell className="text-right">People</HeaderCell>
        </tr>
      </TableHead>
      <tbody>
        {providers.map(({ id, name, issuer, enabled, domains, people }) => (
          <TableRow key={id}>
            <TableCell className="w-full max-w-0 md:w-auto md:max-w-none">
              <span className="flex flex-wrap items-center gap-x-2 gap-y-1 font-medium">
                <AppLink
                  href={`/security/providers/${id}`}
                  className="rounded-sm hover:text-link hover:underline"
                >
                  <GivenName>{name}</GivenName>
                </AppLink>
                <Badge tone={enabled ? "good" : "neutral"}>{enabled ? "On" : "Off"}</Badge>
                {domains.some(({ enforced }) => enforced) ? <Badge tone="info">Enforced</Badge> : null}
              </span>
              <span className="block truncate text-muted-foreground">{issuer}</span>
            </TableCell>
            <TableCell className="hidden md:table-cell">
              {domains.length === 0 ? (
                <span className="text-muted-foreground">None yet</span>
              ) : (
                domains.map(({ domain }) => domain).join(", ")
              )}
            </TableCell>
            <TableCell className="text-right tabular-nums">{people}</TableCell>
          </TableRow>
        ))}
      </tbody>
    </Table>
  );
}
