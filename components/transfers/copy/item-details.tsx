"use client";

import type { ReactNode } from "react";
import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import type { TransferItemView } from "@/lib/transfers/preview-transfer";
import { ChangeList } from "../../flows/diff/change-list";
import { EffectList } from "../../flows/review/effect-list";
import { Skeleton } from "../../ui/card";
import { GivenName } from "../../ui/given-name";
import { conflictsOf } from "./conflict-places";
import type { ItemChoice } from "./copy-choices";
import { ItemConflicts } from "./item-conflicts";
import { ItemFields } from "./item-fields";

interface ItemDetailsProps {
  item: TransferItemView;
  itemKey: string;
  source: string;
  target: string;
  choice: ItemChoice;
  onChoose: (choice: ItemChoice) => void;
}

/** All that is known of one flow in one target: what is to decide first, then what changes, then the rest. */
export function ItemDetails({ item, itemKey, source, target, choice, onChoose }: ItemDetailsProps) {
  const { detail } = item;
  if (detail === null) {
    // Of an item that nothing is planned for there is no more than its row says.
    if (item.why !== null) return null;
    return (
      <div role="status" aria-label="Loading the changes">
        <Skeleton className="h-24 w-full" />
      </div>
    );
  }
  const overlaps = conflictsOf(detail.fields, choice);
  const isConflict = (path: string) => overlaps.some(({ name }) => name === path);
  const fields = detail.fields.filter(({ path }) => !isConflict(path));
  const names = Object.fromEntries(
    detail.references.flatMap(({ to }) => (to ? [[to.id, to.name]] : [])) satisfies [string, string][],
  );
  // What an update must set beside what differs.
  const beside = detail.changes.filter(({ path }) => !detail.fields.some((field) => field.path === path));
  const words = {
    theirs: `As at ${target}`,
    yours: `As at ${source}`,
    allTheirs: `All as at ${target}`,
    allYours: `All as at ${source}`,
    both: "both workspaces",
    bothOfThem: "both workspaces",
    bothKept: `Both, ${target} first`,
  };
  return (
    <div className="flex flex-col gap-4">
      {overlaps.length > 0 ? (
        <ItemConflicts
          overlaps={overlaps}
          choice={choice}
          words={words}
          itemKey={itemKey}
          onChoose={onChoose}
        />
      ) : null}
      <ItemFields
        fields={fields}
        names={names}
        source={source}
        onDecide={(path, decision) => onChoose({ fields: { ...choice.fields, [path]: decision } })}
      />
      {beside.length > 0 ? <ChangeList changes={beside} initial={item.flow === null} names={names} /> : null}
      <EffectList effects={detail.effects} />
      <Notes item={item} />
      <Mapped detail={detail} />
      <Requests requests={detail.requests} />
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="text-sm">
      <h4 className="mb-1 font-semibold">{title}</h4>
      {children}
    </section>
  );
}

const LIST = "flex list-disc flex-col gap-0.5 pl-5 wrap-anywhere";

/** What no request can do, and what does not travel. */
function Notes({ item: { byHand, left } }: { item: TransferItemView }) {
  return (
    <>
      {byHand.length > 0 ? (
        <Part title="To do by hand in Trillet">
          <ul className={LIST}>
            {byHand.map(({ path, words }) => (
              <li key={`${path} ${words}`}>{words}</li>
            ))}
          </ul>
        </Part>
      ) : null}
      {left.length > 0 ? (
        <Part title="What does not travel">
          <ul className={LIST}>
            {left.map(({ path, why }) => (
              <li key={`${path} ${why}`}>
                {fieldLabel(path)}: {why}
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
    </>
  );
}

/** What the map has put in place of what the source names. */
function Mapped({ detail }: { detail: NonNullable<TransferItemView["detail"]> }) {
  const references = detail.references.filter(({ how }) => how !== "same");
  const hosts = detail.hosts.filter(({ from, to }) => from !== to);
  return (
    <>
      {detail.hits.length > 0 ? (
        <Part title="Words">
          <ul className={LIST}>
            {detail.hits.map(({ path, before, match, after, replacement }, position) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the hits are fixed, and two may be alike.
              <li key={position}>
                <span className="text-muted-foreground">{fieldLabel(path)}: </span>
                {before}
                <del className="rounded-xs bg-diff-del-mark no-underline">{match}</del>{" "}
                <ins className="rounded-xs bg-diff-add-mark no-underline">{replacement}</ins>
                {after}
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
      {references.length + hosts.length > 0 ? (
        <Part title="Matched">
          <ul className={LIST}>
            {references.map(({ path, from, to, how, why }) => (
              <li key={`${path} ${from.id}`} className={how === "open" ? "text-destructive" : undefined}>
                {fieldLabel(path)}: <GivenName>{from.name ?? from.id}</GivenName>
                {" → "}
                {how === "open" ? why : to ? <GivenName>{to.name || to.id}</GivenName> : "left empty"}
                {how === "name" ? <span className="text-muted-foreground"> (by its name)</span> : null}
              </li>
            ))}
            {hosts.map(({ path, from, to }) => (
              <li key={path}>
                {from} → {to}
              </li>
            ))}
          </ul>
        </Part>
      ) : null}
    </>
  );
}

function Requests({ requests }: { requests: NonNullable<TransferItemView["detail"]>["requests"] }) {
  if (requests.length === 0) return null;
  return (
    <details className="rounded-md border">
      <summary className="cursor-pointer rounded-md px-3 py-2 text-sm font-medium">
        {requests.length === 1 ? "The request to Trillet" : `The ${requests.length} requests to Trillet`}
      </summary>
      <div className="flex flex-col gap-2 border-t px-3 py-2.5">
        {requests.map(({ method, path, body }, position) => (
          <pre
            // biome-ignore lint/suspicious/noArrayIndexKey: the requests are fixed, and go in this order.
            key={position}
            className="font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere"
          >
            {`${method} ${path || "(the new flow)"}\n${JSON.stringify(body, null, 2)}`}
          </pre>
        ))}
      </div>
    </details>
  );
}
