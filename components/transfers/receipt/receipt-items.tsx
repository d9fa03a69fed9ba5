import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import { flowPathSegment } from "@/lib/flows/model/flow";
import type { ReceiptItem } from "@/lib/jobs/transfer-receipt";
import { counted } from "../../flows/words/counted";
import { WorkspaceMark } from "../../shell/marks";
import { AppLink } from "../../ui/app-link";
import { Badge } from "../../ui/badge";
import { GivenName } from "../../ui/given-name";
import { HeaderCell, Table, TableCell, TableHead, TableRow } from "../../ui/table";
import { TimeAgo } from "../../ui/time-ago";
import { fieldWords, outcomeWord } from "../words/result-words";
import { inOrder, type Names, nameIn, whyOf } from "./receipt-text";

interface ReceiptItemsProps {
  items: readonly ReceiptItem[];
  names: Names;
}

/** What became of each flow in each target, what is not known first. */
export function ReceiptItems({ items, names }: ReceiptItemsProps) {
  return (
    <Table stacks label="Copied flows">
      <TableHead>
        <tr>
          <HeaderCell>Flow, workspace</HeaderCell>
          <HeaderCell>Outcome</HeaderCell>
          <HeaderCell>Detail</HeaderCell>
          <HeaderCell>Open</HeaderCell>
        </tr>
      </TableHead>
      <tbody>
        {inOrder(items).map((item) => (
          <ItemRow key={item.place} item={item} names={names} />
        ))}
      </tbody>
    </Table>
  );
}

const LINK = "rounded-sm text-link hover:underline";

function ItemRow({ item, names }: { item: ReceiptItem; names: Names }) {
  const { workspace, kind, flowId, name, state, changeId } = item;
  const { word, tone } = outcomeWord(item);
  const target = names[workspace];
  const path = flowId === null ? null : `/${workspace}/${flowPathSegment(kind)}/${flowId}`;
  return (
    <TableRow>
      <TableCell className="min-w-44">
        <span className="flex items-center gap-2">
          {target ? (
            <WorkspaceMark name={target.name} colour={target.colour} className="size-6 text-[0.625rem]" />
          ) : null}
          <span className="min-w-0 wrap-anywhere">
            <span className="block font-medium">
              <GivenName>{name || "Flow without a name"}</GivenName>
            </span>
            <span className="block text-xs text-muted-foreground">
              <GivenName>{nameIn(names, workspace)}</GivenName>
            </span>
          </span>
        </span>
      </TableCell>
      <TableCell>
        {/* What went well needs no colour. */}
        {state === "succeeded" ? word : <Badge tone={tone}>{word}</Badge>}
      </TableCell>
      <TableCell className="min-w-48 text-muted-foreground wrap-anywhere">
        <Detail item={item} />
      </TableCell>
      <TableCell className="whitespace-nowrap">
        {path === null ? null : (
          <span className="flex flex-wrap gap-x-3">
            <AppLink href={path} className={LINK}>
              Flow
            </AppLink>
            {changeId === null ? null : (
              <AppLink href={`${path}?tab=history`} className={LINK}>
                Change
              </AppLink>
            )}
          </span>
        )}
      </TableCell>
    </TableRow>
  );
}

function Detail({ item }: { item: ReceiptItem }) {
  const { result, state, changed, waitsUntil, left, tasks } = item;
  const open = tasks.filter(({ doneAt }) => doneAt === null).length;
  const what = result === "create" ? counted(changed.length, "field") : fieldWords(changed);
  const why = whyOf(item);
  // The outcome says it where that is all.
  if (why === outcomeWord(item).word) return null;
  return (
    <>
      {why ?? (state === null ? null : what)}
      {open > 0 ? ` · ${open} by hand` : ""}
      {waitsUntil === null ? null : (
        <span className="block">
          Goes on <TimeAgo at={waitsUntil} />: the request budget is used up, or somebody is saving
        </span>
      )}
      {left.length > 0 ? (
        <details className="mt-0.5">
          <summary className="w-fit cursor-pointer rounded-sm">
            {counted(left.length, "field does", "fields do")} not travel
          </summary>
          <ul className="list-disc pl-4">
            {left.map(({ path, why: reason }) => (
              <li key={`${path} ${reason}`}>
                {fieldLabel(path)}: {reason}
              </li>
            ))}
          </ul>
        </details>
      ) : null}
    </>
  );
}
