import type { ReactNode } from "react";
import type { Webhook } from "@/lib/flows/model/call-flow";
import { Badge } from "../../ui/badge";
import { Disclosure } from "./disclosure";

/** A webhook that the flow has, to read only: the upstream has no way to change or remove it. */
export function ExistingWebhook({ webhook }: { webhook: Webhook }) {
  return (
    <Disclosure
      className="rounded-md border"
      summaryClassName="px-3 py-2.5"
      summary={
        <>
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="font-medium wrap-anywhere">{webhook.name || "Without a name"}</span>
            <Badge tone="accent">{webhook.method ?? "Method not known"}</Badge>
            {webhook.isTesting ? <Badge tone="warn">Testing</Badge> : null}
          </span>
          <span className="mt-0.5 block font-mono text-xs text-muted-foreground wrap-anywhere">
            {webhook.url}
          </span>
          {webhook.description ? <span className="mt-0.5 block">{webhook.description}</span> : null}
        </>
      }
    >
      <dl className="flex flex-col gap-2.5 border-t px-3 py-3 sm:pl-9">
        <Headers headers={webhook.headers} />
        <Fact label="Variables">
          {webhook.variables.length === 0 ? "None" : <Variables variables={webhook.variables} />}
        </Fact>
        <Fact label="Body">
          {webhook.body ? <FactText>{webhook.body}</FactText> : emptyWords(webhook.body)}
        </Fact>
        <ResponseVariables variables={webhook.responseVariables} />
        <Fact label="Spoken text">{webhook.textToSpeak || emptyWords(webhook.textToSpeak)}</Fact>
        <Fact label="Testing mode">{testingWords(webhook.isTesting)}</Fact>
        <Fact label="Test response">
          {webhook.testResponse ? (
            <FactText>{webhook.testResponse}</FactText>
          ) : (
            emptyWords(webhook.testResponse)
          )}
        </Fact>
      </dl>
    </Disclosure>
  );
}

function emptyWords(value: string | null): string {
  return value === null ? "Not known" : "None";
}

function testingWords(isTesting: boolean | null): string {
  if (isTesting === null) return "Not known";
  return isTesting ? "On" : "Off";
}

function Headers({ headers }: Pick<Webhook, "headers">) {
  if (headers.length === 0) return <Fact label="Headers">None</Fact>;
  return (
    <Fact label="Headers">
      <ul className="flex flex-col gap-0.5">
        {headers.map(({ name, value }, position) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is fixed, and a name may occur in it twice.
          <li key={position} className="font-mono text-xs leading-5">
            {name}: <span aria-hidden>{value}</span>{" "}
            <span className="font-sans text-sm text-muted-foreground">(never shown)</span>
          </li>
        ))}
      </ul>
    </Fact>
  );
}

function Variables({ variables }: Pick<Webhook, "variables">) {
  return (
    <ul className="flex flex-col gap-0.5">
      {variables.map(({ name, description }, position) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the list is fixed, and a name may occur in it twice.
        <li key={position}>
          <span className="font-mono text-xs leading-5">{name}</span>
          {description ? <span className="text-muted-foreground">: {description}</span> : null}
        </li>
      ))}
    </ul>
  );
}

function ResponseVariables({ variables }: { variables: Webhook["responseVariables"] }) {
  if (variables.length === 0) return <Fact label="Taken from the answer">None</Fact>;
  return (
    <Fact label="Taken from the answer">
      <ul className="flex flex-col gap-0.5">
        {variables.map(({ name, path, description }, position) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is fixed, and a name may occur in it twice.
          <li key={position}>
            <span className="font-mono text-xs leading-5">{name}</span>
            {path ? (
              <>
                {" "}
                from <span className="font-mono text-xs leading-5">{path}</span>
              </>
            ) : null}
            {description ? <span className="text-muted-foreground">: {description}</span> : null}
          </li>
        ))}
      </ul>
    </Fact>
  );
}

/** One fact about a webhook: the label on the left, its value beside or below. */
function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="grid gap-x-4 gap-y-0.5 sm:grid-cols-[9rem_minmax(0,1fr)]">
      <dt className="text-sm text-muted-foreground">{label}</dt>
      <dd className="min-w-0 text-sm wrap-anywhere">{children}</dd>
    </div>
  );
}

/** A text with its line breaks. */
function FactText({ children }: { children: string }) {
  return (
    <pre className="rounded-md bg-muted px-2.5 py-2 font-mono text-xs leading-5 whitespace-pre-wrap wrap-anywhere">
      {children}
    </pre>
  );
}
