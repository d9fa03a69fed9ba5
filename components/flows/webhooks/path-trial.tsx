"use client";

import { Button } from "../../ui/button";
import { CodeTextField } from "../inputs/code-text-field";
import type { Sample } from "./json-path";

const EXAMPLES: [string, string][] = [
  ["$.data.id", "the field id inside of data"],
  ["$.items[0].name", "the name of the first item"],
  ["$.items[*].name", "the name of every item"],
  ["$['booking code']", "a field whose name has a space"],
];

/** Explains JSON paths by examples. */
export function PathHelp() {
  return (
    <div className="text-sm text-muted-foreground">
      <p>
        A JSON path says which value of the answer becomes the variable. It begins with $, the whole answer:
      </p>
      <dl className="mt-1.5 grid gap-x-3 gap-y-0.5 sm:grid-cols-[auto_minmax(0,1fr)]">
        {EXAMPLES.map(([path, picks]) => (
          <div key={path} className="contents">
            <dt className="font-mono text-xs leading-5 text-foreground">{path}</dt>
            <dd className="mb-1 sm:mb-0">{picks}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

interface SampleAnswerProps {
  id: string;
  text: string;
  sample: Sample;
  /** The webhook's test response; it is offered as the sample. */
  testResponse: string;
  onChange: (text: string) => void;
}

/** A box for a sample answer of the webhook, to see the values that the paths pick. The sample is never sent. */
export function SampleAnswer({ id, text, sample, testResponse, onChange }: SampleAnswerProps) {
  return (
    <div className="rounded-md border border-dashed p-3">
      <CodeTextField
        id={id}
        label="Try it out"
        error={sample?.kind === "broken" ? sample.words : undefined}
        hint="Paste an answer of this webhook: beside each path stands what it picks. The sample stays in your browser."
        placeholder='{"data": {"id": 7}}'
        rows={4}
        text={text}
        onText={onChange}
      />
      {testResponse.trim() !== "" && testResponse !== text ? (
        <Button variant="outline" size="sm" className="mt-2" onClick={() => onChange(testResponse)}>
          Use the test response
        </Button>
      ) : null}
    </div>
  );
}
