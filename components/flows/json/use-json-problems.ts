"use client";

import { useEffect, useState } from "react";
import type { FieldError } from "@/lib/flows/requests/schema-errors";
import { withLineFeeds } from "../../code/line-breaks";
import { checkJsonText } from "./json-document-check";
import type { JsonProblem } from "./json-document-problem";

/** What is wrong with a text, and the text that was checked: it may have been typed on since. */
interface JsonProblems {
  checkedText: string;
  problems: readonly JsonProblem[];
}

/** Complaints about a text that is being typed would only be noise. */
const TYPING_PAUSE_MS = 400;

function problemsOf(text: string, check: (document: unknown) => FieldError[]): JsonProblems {
  // The editor counts a line break as one character, whichever the text has.
  const checkedText = withLineFeeds(text);
  return { checkedText, problems: checkJsonText(checkedText, check).problems };
}

/**
 * Checks a JSON text at first and whenever it has not been changed for a moment.
 * @param check must keep its identity between renders; null looks for nothing
 */
export function useJsonProblems(
  text: string,
  check: ((document: unknown) => FieldError[]) | null,
): JsonProblems {
  const [found, setFound] = useState(() => (check ? problemsOf(text, check) : null));
  useEffect(() => {
    if (!check) {
      setFound(null);
      return;
    }
    const timer = setTimeout(() => setFound(problemsOf(text, check)), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, check]);
  return check && found ? found : NOTHING_FOUND;
}

const NOTHING_FOUND: JsonProblems = { checkedText: "", problems: [] };
