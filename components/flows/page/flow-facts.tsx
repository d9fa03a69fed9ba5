import type { ReactNode } from "react";
import type { UnreadValue } from "@/lib/flows/diff/kept-changes";
import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import type { Flow } from "@/lib/flows/model/flow";
import { valueAt } from "@/lib/json/json-pointer";
import { valueText } from "../diff/value-text";
import { AgentValue } from "../words/flow-words";

interface FlowFactsProps {
  flow: Flow;
  paths: readonly string[];
  /** The agent's name, where it is known and shown. */
  agentName?: string | null;
}

const PROSE = new Set(["/prompt", "/initiationMessage", "/customWelcomeMessage"]);

/** Fields of a flow to read, not to edit. */
export function FlowFacts({ flow, paths, agentName = null }: FlowFactsProps) {
  return (
    <dl className="grid gap-x-6 gap-y-3.5 sm:grid-cols-2">
      {paths.map((path) => (
        <div key={path} className={PROSE.has(path) ? "min-w-0 sm:col-span-2" : "min-w-0"}>
          <dt className="text-sm text-muted-foreground">{fieldLabel(path)}</dt>
          <dd className="mt-0.5 text-sm wrap-anywhere">
            {path === "/agent" && keptAt(flow, path) === null ? (
              <AgentValue id={flow.agent} name={agentName} />
            ) : (
              factValue(path, keptAt(flow, path) ?? valueAt(flow, path))
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The value that is stored in another form than documented, of the field or of the object around it. */
function keptAt(flow: Flow, path: string): UnreadValue | null {
  const kept = flow.kept?.find((value) => `${path}/`.startsWith(`${value.path}/`));
  return kept ? { unread: true, value: kept.value } : null;
}

function factValue(path: string, value: unknown): ReactNode {
  if (Array.isArray(value)) return value.length === 0 ? "None" : <ListValue items={value} />;
  const text = valueText(path, value);
  if (path === "/prompt" && typeof value === "string" && value !== "") {
    return (
      <pre className="rounded-md border bg-muted/50 px-3 py-2 font-mono text-xs leading-5 whitespace-pre-wrap">
        {text}
      </pre>
    );
  }
  return <span className={PROSE.has(path) ? "whitespace-pre-wrap" : undefined}>{text}</span>;
}

function ListValue({ items }: { items: unknown[] }) {
  return (
    <ul className="flex flex-col gap-0.5">
      {items.map((item) => {
        const text = typeof item === "string" ? item : JSON.stringify(item);
        return (
          <li key={text} className="font-mono text-xs">
            {text}
          </li>
        );
      })}
    </ul>
  );
}
