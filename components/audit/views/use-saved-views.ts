"use client";

import { useState } from "react";
import type { SavedView } from "@/lib/audit/saved-views";
import { object, text } from "../../http/answer-shape";
import { useRequest } from "../../http/use-request";
import { toast } from "../../ui/toast";

const isView = object<SavedView>({ id: text, name: text, query: text, createdAt: text });

const byName = (a: SavedView, b: SavedView) => a.name.localeCompare(b.name, "en");

/** A person's views, and functions that change them. Each returns whether it worked. */
export function useSavedViews(viewsPath: string, initial: SavedView[]) {
  const [views, setViews] = useState(initial);
  const { busy, problem, send, errorAt, clear } = useRequest();

  async function save(view: { name: string; query: string }): Promise<boolean> {
    const answer = await send("POST", viewsPath, { body: view, answer: isView });
    if (!answer.ok) return false;
    setViews((known) => [...known, answer.data].sort(byName));
    return true;
  }

  async function change(id: string, what: { name?: string; query?: string }): Promise<boolean> {
    const answer = await send("PATCH", `${viewsPath}/${id}`, { body: what, answer: isView });
    if (!answer.ok) return false;
    setViews((known) => known.map((view) => (view.id === id ? answer.data : view)).sort(byName));
    toast.success(what.query === undefined ? "The view is renamed" : "The view holds the present search now");
    return true;
  }

  async function remove(view: SavedView): Promise<void> {
    const answer = await send("DELETE", `${viewsPath}/${view.id}`);
    // A view that was removed in another window is gone, as intended.
    if (!answer.ok && answer.problem.status !== 404) return;
    setViews((known) => known.filter(({ id }) => id !== view.id));
    toast(`The view “${view.name}” is removed`, {
      action: { label: "Undo", onClick: () => void save({ name: view.name, query: view.query }) },
    });
  }

  return { views, busy, problem, nameError: errorAt("/name"), save, change, remove, clear };
}
