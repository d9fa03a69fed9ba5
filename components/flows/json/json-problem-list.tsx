"use client";

import { type JsonProblem, placedSentence } from "./json-document-problem";

interface JsonProblemListProps {
  /** Becomes the id of the line that says how many there are. */
  id: string;
  problems: readonly JsonProblem[];
  onJump: (problem: JsonProblem) => void;
}

/** What is wrong with a JSON text as a list to read; pressing an entry goes to its place. */
export function JsonProblemList({ id, problems, onJump }: JsonProblemListProps) {
  const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
  return (
    <div>
      <p id={id} role="status" className="text-sm font-medium text-destructive empty:hidden">
        {problems.length === 0 ? null : `${count} in this JSON`}
      </p>
      {problems.length === 0 ? null : (
        <ul className="mt-1 flex max-h-60 flex-col overflow-y-auto">
          {problems.map((problem) => (
            <li key={`${problem.from} ${problem.message}`}>
              <button
                type="button"
                onClick={() => onJump(problem)}
                className="rounded-sm py-0.5 text-left text-sm text-destructive underline-offset-4 wrap-anywhere hover:underline focus-visible:-outline-offset-2"
              >
                {placedSentence(problem)}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
