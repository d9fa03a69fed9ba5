"use client";

import { useState } from "react";
import type { SavedView } from "@/lib/views/saved-views";
import { flag, object, orNull, text } from "../http/answer-shape";
import { useRequest } from "../http/use-request";
import { toast } from "../ui/toast";

const isView = object<SavedView>({
  ...{ id: text, name: text, query: text, createdAt: text },
  shared: flag,
  by: orNull(text),
});

const byName = (a: SavedView, b: SavedView) => a.name.localeCompare(b.name, "en");

export interface ViewChange {
  name?: string;
  query?: string;
  shared?: boolean;
}

function whatChanged({ query, shared }: ViewChange, { name }: SavedView): string {
  if (shared !== undefined)
    return shared ? `Everybody here sees “${name}” now` : `Only you see “${name}” now`;
  return query === undefined ? "The view is renamed" : "The view has the present search now";
}

/** A person's views, and functions that change them. Each returns whether it worked. */
export function useSavedViews(viewsPath: string, initial: SavedView[]) {
  const [views, setViews] = useState(initial);
  const { busy, problem, send, errorAt, clear } = useRequest();

  async function save(view: ViewChange & { name: string; query: string }): Promise<boolean> {
    const answer = await send("POST", viewsPath, { body: view, answer: isView });
    if (!answer.ok) return false;
    setViews((known) => [...known, answer.data].sort(byName));
    return true;
  }

  async function change(id: string, what: ViewChange): Promise<boolean> {
    const answer = await send("PATCH", `${viewsPath}/${id}`, { body: what, answer: isView });
    if (!answer.ok) return false;
    setViews((known) => known.map((view) => (view.id === id ? answer.data : view)).sort(byName));
    toast.success(whatChanged(what, answer.data));
    return true;
  }

  async function remove(view: SavedView): Promise<void> {
    const answer = await send("DELETE", `${viewsPath}/${view.id}`);
    // A view that was removed in another window is gone, as intended.
    if (!answer.ok && answer.problem.status !== 404) return;
    setViews((known) => known.filter(({ id }) => id !== view.id));
    const { name, query, shared, by } = view;
    const back = () => void save({ name, query, ...(shared ? { shared } : {}) });
    // What somebody else made would come back as one's own.
    toast(`The view “${name}” is removed`, by === null ? { action: { label: "Undo", onClick: back } } : {});
  }

  return { views, busy, problem, nameError: errorAt("/name"), save, change, remove, clear };
}
