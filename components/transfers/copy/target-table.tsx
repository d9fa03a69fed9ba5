"use client";

import { roleLabel } from "@/lib/identity/roles";
import { counted } from "../../flows/words/counted";
import { WorkspaceMark } from "../../shell/marks";
import { cn } from "../../ui/class-names";
import { GivenName } from "../../ui/given-name";
import { HeaderCell, Table, TableCell, TableHead, TableRow } from "../../ui/table";
import { useHydrated } from "../../ui/use-hydrated";
import type { CopyWorkspace } from "./copy-choices";

interface TargetTableProps {
  /** Those that are shown. */
  workspaces: readonly CopyWorkspace[];
  chosen: readonly string[];
  onChoose: (slugs: readonly string[], on: boolean) => void;
}

/** The workspaces to choose from, with what each has of the flows. */
export function TargetTable({ workspaces, chosen, onChoose }: TargetTableProps) {
  const slugs = workspaces.map(({ slug }) => slug);
  const on = slugs.filter((slug) => chosen.includes(slug)).length;
  const isAll = on === slugs.length;
  return (
    <Table label="Workspaces to copy to" className="max-sm:block">
      <TableHead className="max-sm:block">
        <tr className="max-sm:flex max-sm:[&>th]:flex max-sm:[&>th]:items-center">
          <HeaderCell className="w-10">
            <Box
              label="Choose all shown"
              checked={isAll}
              isSome={on > 0 && !isAll}
              onChange={() => onChoose(slugs, !isAll)}
            />
          </HeaderCell>
          <HeaderCell>Workspace</HeaderCell>
          <HeaderCell className="max-sm:sr-only">Flows of the same name there</HeaderCell>
          <HeaderCell className="max-sm:hidden">Your role</HeaderCell>
          <HeaderCell className="max-sm:hidden" title="Requests that are left in this minute">
            Budget
          </HeaderCell>
        </tr>
      </TableHead>
      <tbody className="max-sm:block">
        {workspaces.map((workspace) => {
          const { slug, name, colour, role, isFailing, budget } = workspace;
          const isOn = chosen.includes(slug);
          return (
            <TableRow
              key={slug}
              className={cn(
                "max-sm:grid max-sm:grid-cols-[2.25rem_minmax(0,1fr)] max-sm:gap-y-1 max-sm:px-4 max-sm:py-2.5",
                isOn && "bg-accent/40",
              )}
            >
              <TableCell className="max-sm:p-0!">
                <Box
                  label={`Copy to ${name}`}
                  checked={isOn}
                  isSome={false}
                  onChange={() => onChoose([slug], !isOn)}
                />
              </TableCell>
              <TableCell className="min-w-40 max-sm:p-0!">
                <span className="flex items-center gap-2 font-medium">
                  <WorkspaceMark name={name} colour={colour} className="size-6 text-[0.625rem]" />
                  <span className="min-w-0 wrap-anywhere">
                    <GivenName>{name}</GivenName>
                  </span>
                </span>
                {isFailing ? (
                  <span className="mt-0.5 block text-destructive">Its connection to Trillet fails</span>
                ) : null}
              </TableCell>
              <TableCell className="max-sm:col-start-2 max-sm:p-0! sm:min-w-36">
                <Alike workspace={workspace} />
              </TableCell>
              <TableCell className="text-muted-foreground max-sm:hidden">{roleLabel(role)}</TableCell>
              <TableCell className="whitespace-nowrap tabular-nums max-sm:hidden">
                <BudgetLeft budget={budget} />
              </TableCell>
            </TableRow>
          );
        })}
      </tbody>
    </Table>
  );
}

function BudgetLeft({ budget }: Pick<CopyWorkspace, "budget">) {
  if (budget === null)
    return (
      <span className="text-muted-foreground">
        –<span className="sr-only">not known</span>
      </span>
    );
  return (
    <span className={budget.left === 0 ? "text-warning" : "text-muted-foreground"}>
      {budget.left} of {budget.limit}
    </span>
  );
}

const FEW = 2;

/** What a workspace has already of the flows that are copied. */
function Alike({ workspace: { alike } }: { workspace: CopyWorkspace }) {
  if (alike.length === 0) return <span className="text-muted-foreground">None</span>;
  const more = alike.length - FEW;
  return (
    <span className="wrap-anywhere">
      {alike.slice(0, FEW).map(({ id, name, isCopy }, position) => (
        <span key={id}>
          {position > 0 ? ", " : ""}
          <GivenName>{name}</GivenName>
          {isCopy ? <span className="text-muted-foreground"> · a copy</span> : null}
        </span>
      ))}
      {more > 0 ? <span className="text-muted-foreground">{` and ${counted(more, "other")}`}</span> : null}
    </span>
  );
}

interface BoxProps {
  label: string;
  checked: boolean;
  isSome: boolean;
  onChange: () => void;
}

function Box({ label, checked, isSome, onChange }: BoxProps) {
  const hydrated = useHydrated();
  return (
    <label className="-m-2 grid size-8 cursor-pointer place-items-center">
      <span className="sr-only">{label}</span>
      <input
        type="checkbox"
        checked={checked}
        disabled={!hydrated}
        ref={(box) => {
          if (box) box.indeterminate = isSome;
        }}
        onChange={onChange}
        className="block size-4 cursor-pointer accent-primary"
      />
    </label>
  );
}
