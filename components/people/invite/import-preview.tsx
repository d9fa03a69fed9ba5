import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { SectionCard } from "../../ui/card";
import { GivenName } from "../../ui/given-name";
import { HeaderCell, Table, TableCell, TableHead, TableRow } from "../../ui/table";
import type { AdmittedPerson } from "./admitted";
import { GivenRoles } from "./admitted-list";

type PreviewedPerson = Omit<AdmittedPerson, "inviteUrl" | "mailedTo"> & { line: number };

export interface ImportPreview {
  /** Null while the list has faults. */
  fingerprint: string | null;
  faults: { line: number; column: string | null; message: string }[];
  people: PreviewedPerson[];
}

interface ImportPreviewPanelProps {
  preview: ImportPreview;
  busy: boolean;
  onImport: (fingerprint: string) => void;
}

/** What an import would do, or what is wrong with its list. */
export function ImportPreviewPanel({ preview, busy, onImport }: ImportPreviewPanelProps) {
  const { fingerprint, faults, people } = preview;
  if (fingerprint === null) return <Faults faults={faults} />;
  const invited = people.filter(({ outcome }) => outcome === "invited").length;
  return (
    <SectionCard
      title={`${people.length} ${people.length === 1 ? "person" : "people"}, ${invited} of them new`}
      description="This happens if you import the list now, all of it or nothing."
      actions={
        <Button busy={busy} onClick={() => onImport(fingerprint)}>
          Import
        </Button>
      }
    >
      <Table label="What the import does">
        <TableHead>
          <tr>
            <HeaderCell className="hidden sm:table-cell">Line</HeaderCell>
            <HeaderCell>Person</HeaderCell>
            <HeaderCell>What happens</HeaderCell>
          </tr>
        </TableHead>
        <tbody>
          {people.map(({ line, email, name, outcome, roles }) => (
            <TableRow key={email}>
              <TableCell className="hidden text-muted-foreground tabular-nums sm:table-cell">
                {line}
              </TableCell>
              <TableCell>
                <span className="block font-medium">
                  <GivenName>{name}</GivenName>
                </span>
                <span className="block wrap-anywhere text-muted-foreground">{email}</span>
              </TableCell>
              <TableCell>
                {outcome === "invited" ? (
                  <Badge tone="good">Is invited</Badge>
                ) : (
                  <Badge>Is here already</Badge>
                )}
                <GivenRoles roles={roles} none="No role changes." />
              </TableCell>
            </TableRow>
          ))}
        </tbody>
      </Table>
    </SectionCard>
  );
}

function Faults({ faults }: Pick<ImportPreview, "faults">) {
  return (
    <SectionCard
      title={faults.length === 1 ? "1 thing to put right" : `${faults.length} things to put right`}
      description="Nothing is imported before the list is right."
    >
      <div role="alert">
        <Table label="Faults of the list">
          <TableHead>
            <tr>
              <HeaderCell>Line</HeaderCell>
              <HeaderCell>Column</HeaderCell>
              <HeaderCell>What is wrong</HeaderCell>
            </tr>
          </TableHead>
          <tbody>
            {faults.map(({ line, column, message }) => (
              <TableRow key={`${line} ${column} ${message}`}>
                <TableCell className="tabular-nums">{line}</TableCell>
                <TableCell>{column ?? <span className="text-muted-foreground">the line</span>}</TableCell>
                <TableCell className="min-w-48 wrap-anywhere">{message}</TableCell>
              </TableRow>
            ))}
          </tbody>
        </Table>
      </div>
    </SectionCard>
  );
}
