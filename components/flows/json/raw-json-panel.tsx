"use client";

import "./strict-csp";
import { Tabs } from "radix-ui";
import { type ReactNode, useEffect, useId, useMemo, useState } from "react";
import type { Flow } from "@/lib/flows/model/flow";
import { useHydrated } from "../../ui/use-hydrated";
import { JsonEditorField } from "./json-editor-field";
import { JsonExchange } from "./json-exchange";
import { type RequestDocument, RequestJson, useRequestTyping } from "./request-json";

interface RawJsonPanelProps {
  /** The flow as it was loaded, in normal form; null while it is being made. */
  flow: Flow | null;
  /** Null for people who may not edit: they only see the flow. */
  request: RequestDocument | null;
  /** Shows the request that saving would send to the upstream. */
  preview: ReactNode;
  /** Called when a text here begins or ends to differ from the form, so that the page can warn before it is left. */
  onUnapplied?: (unapplied: boolean) => void;
}

/** A flow and the request that changes it, as JSON. */
export function RawJsonPanel({ flow, request, preview, onUnapplied }: RawJsonPanelProps) {
  const typing = useRequestTyping(request?.text ?? "");
  const [chosen, setChosen] = useState<string | null>(null);
  const requestLabel = flow ? "What you change" : "The new flow";

  useEffect(() => {
    onUnapplied?.(typing.isTyped);
    return () => onUnapplied?.(false);
  }, [onUnapplied, typing.isTyped]);

  const views: JsonView[] = [];
  if (flow) views.push({ id: "flow", label: "The flow", content: <FlowJson flow={flow} /> });
  if (request) {
    const fileName = flow ? `${flow.name} (changes)` : "new flow";
    views.push(
      {
        id: "request",
        label: requestLabel,
        content: <RequestJson request={request} typing={typing} label={requestLabel} fileName={fileName} />,
      },
      { id: "preview", label: "What would be sent", content: preview },
    );
  }
  const shown = views.find(({ id }) => id === chosen) ?? views[0];
  if (!shown) return null;
  if (views.length === 1) return shown.content;
  return <JsonViews label="What to show as JSON" views={views} value={shown.id} onChange={setChosen} />;
}

function FlowJson({ flow }: { flow: Flow }) {
  const id = useId();
  const text = useMemo(() => JSON.stringify(flow, null, 2), [flow]);
  return (
    <div className="flex flex-col gap-4">
      <p className="text-sm text-muted-foreground">
        The flow as it was loaded, in the portal&rsquo;s normal form: read-only, and without secrets.
        {flow.unknownFields > 0 ? ` ${keptWords(flow.unknownFields)}` : null}
      </p>
      <JsonExchange text={text} fileName={flow.name} />
      <JsonEditorField id={id} label="The flow" value={text} />
    </div>
  );
}

function keptWords(unknownFields: number): string {
  const fields = unknownFields === 1 ? "One value" : `${unknownFields} values`;
  return `${fields} of Trillet's answer ${unknownFields === 1 ? "has" : "have"} no place in it. A change sends those of the settings back as they were read.`;
}

interface JsonView {
  id: string;
  label: string;
  content: ReactNode;
}

interface JsonViewsProps {
  /** The name of the choice for screen readers. */
  label: string;
  views: JsonView[];
  value: string;
  onChange: (id: string) => void;
}

const SEGMENT =
  "rounded-md px-3 py-1.5 text-sm font-medium text-muted-foreground hover:text-foreground data-[state=active]:bg-card data-[state=active]:text-foreground data-[state=active]:shadow-xs";

/** The views of a flow as JSON, of which one is shown. */
function JsonViews({ label, views, value, onChange }: JsonViewsProps) {
  const hydrated = useHydrated();
  return (
    <Tabs.Root value={value} onValueChange={onChange}>
      <Tabs.List
        aria-label={label}
        className="flex w-full flex-wrap gap-1 rounded-lg border bg-muted p-1 sm:w-fit"
      >
        {views.map(({ id, label: name }) => (
          <Tabs.Trigger key={id} value={id} disabled={!hydrated} className={SEGMENT}>
            {name}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
      {views.map(({ id, content }) => (
        <Tabs.Content key={id} value={id} className="mt-4 rounded-md">
          {content}
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
