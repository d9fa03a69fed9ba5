"use client";

import { useState } from "react";
import type { Problem } from "../../http/problem";
import { inBatches, type PreviewedFlow, previewBatch } from "./preview-flows";
import { type BroughtFlow, type LeftFile, readFiles } from "./read-files";

/** What is under way: how many documents of how many were checked; null for nothing. */
export type Looking = { done: number; total: number } | null;

/** Reads the files that somebody brings, and has the portal say what each would be. */
export function useBroughtFlows(workspace: string) {
  const [brought, setBrought] = useState<BroughtFlow[]>([]);
  const [flows, setFlows] = useState<PreviewedFlow[]>([]);
  const [left, setLeft] = useState<LeftFile[]>([]);
  /** Documents that no request has checked, since one before them failed. */
  const [waiting, setWaiting] = useState<BroughtFlow[]>([]);
  const [looking, setLooking] = useState<Looking>(null);
  const [problem, setProblem] = useState<Problem | null>(null);

  async function look(documents: readonly BroughtFlow[]) {
    setProblem(null);
    let rest = [...documents];
    setLooking({ done: 0, total: documents.length });
    for (const batch of inBatches(documents)) {
      const answer = await previewBatch(workspace, batch);
      if (!answer.ok) {
        setProblem(answer.problem);
        break;
      }
      const { flows: found, none } = answer.data;
      setFlows((present) => [...present, ...found]);
      setLeft((present) => [...present, ...none.map(({ file }) => ({ file, why: "It is no flow" }))]);
      rest = rest.slice(batch.length);
      setLooking({ done: documents.length - rest.length, total: documents.length });
    }
    setWaiting(rest);
    setLooking(null);
  }

  async function bring(files: readonly File[]) {
    setLooking({ done: 0, total: 0 });
    const read = await readFiles(files, brought);
    setLeft((present) => [...present, ...read.left]);
    setBrought((present) => [...present, ...read.flows]);
    await look([...waiting, ...read.flows]);
  }

  return {
    ...{ flows, left, looking, problem, waiting: waiting.length, bring },
    lookAgain: () => look(waiting),
    forgetLeft: () => setLeft([]),
  };
}
