"use client";

import { useEffect, useState } from "react";
import type { WriteEffect } from "@/lib/flows/requests/write-effect";
import { listOf, object, type Shape, text } from "../../http/answer-shape";
import { sendRequest } from "../../http/send-request";

const isSeverity: Shape<WriteEffect["severity"]> = (value) => value === "info" || value === "warn";
const isEffect = object<WriteEffect>({ code: text, severity: isSeverity, text });
const isTold = object<{ effects: WriteEffect[] }>({ effects: listOf(isEffect) });

/**
 * Returns the effects of a write as the server tells them: it alone knows what the upstream demands of a flow beside what
 * is asked for. Until it answers, or where it can't, those that the browser works out by itself.
 * @param path the preview's address under `/api`
 */
export function useToldEffects(path: string, body: unknown, own: WriteEffect[]): WriteEffect[] {
  const [told, setTold] = useState<WriteEffect[] | null>(null);
  const sent = JSON.stringify(body);
  useEffect(() => {
    let isGone = false;
    void sendRequest("POST", path, { body: JSON.parse(sent), answer: isTold }).then((answer) => {
      if (!isGone && answer.ok) setTold(answer.data.effects);
    });
    return () => {
      isGone = true;
    };
  }, [path, sent]);
  return told ?? own;
}
