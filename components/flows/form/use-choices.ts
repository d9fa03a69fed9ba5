"use client";

import { useEffect, useState } from "react";
import { listOf, object, text } from "../../http/answer-shape";
import { problemText } from "../../http/problem";
import { sendRequest } from "../../http/send-request";
import type { Choice } from "../inputs/input-choices";

/** A list to choose from: loading (both null), loaded, or not available. */
interface Choices {
  choices: Choice[] | null;
  problem: { title: string; detail: string } | null;
}

const LOADING: Choices = { choices: null, problem: null };
const KEPT_MS = 60_000;

/** Recently loaded lists: moving between forms must not use up the upstream's request budget. */
const loaded = new Map<string, { at: number; choices: Choice[] }>();

const choiceList = object({ items: listOf(object({ id: text, name: text })) });

/** Lists that are being loaded: many controls of one page may need the same one. */
const loading = new Map<string, Promise<Choices>>();

async function load(path: string): Promise<Choices> {
  const known = loaded.get(path);
  if (known && Date.now() - known.at < KEPT_MS) return { choices: known.choices, problem: null };
  const present = loading.get(path) ?? request(path).finally(() => loading.delete(path));
  loading.set(path, present);
  return await present;
}

async function request(path: string): Promise<Choices> {
  const answer = await sendRequest("GET", `${path}${path.includes("?") ? "&" : "?"}limit=200`, {
    answer: choiceList,
  });
  if (!answer.ok) {
    return { choices: null, problem: { title: answer.problem.title, detail: problemText(answer.problem) } };
  }
  const choices = answer.data.items.map(({ id, name }) => ({ id, name }));
  loaded.set(path, { at: Date.now(), choices });
  return { choices, problem: null };
}

/** Loads a list of the workspace to choose from (`knowledge-bases`, `folders`, …), once the control is on the page. */
export function useChoices(path: string): Choices {
  const [state, setState] = useState(LOADING);
  useEffect(() => {
    let current = true;
    void load(path).then((next) => {
      if (current) setState(next);
    });
    return () => {
      current = false;
    };
  }, [path]);
  return state;
}
