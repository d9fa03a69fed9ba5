"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { companyClaim, domainFault, normaliseDomain } from "@/lib/providers/rules";
import { flag, object } from "../http/answer-shape";
import { problemText } from "../http/problem";
import { ProblemNotice } from "../http/problem-notice";
import { sendRequest } from "../http/send-request";
import { useRequest } from "../http/use-request";
import { Badge, type BadgeTone } from "../ui/badge";
import { Button } from "../ui/button";
import { SectionCard } from "../ui/card";
import { ConfirmDialog } from "../ui/confirm-dialog";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { Input } from "../ui/input";
import { TimeAgo } from "../ui/time-ago";
import { toast } from "../ui/toast";
import { CopiedText } from "./copied-text";
import type { Provider, ProviderDomain } from "./provider-types";

const STATES: Record<ProviderDomain["state"], { tone: BadgeTone; label: string }> = {
  waiting: { tone: "neutral", label: "Not checked yet" },
  proven: { tone: "good", label: "Proven" },
  absent: { tone: "warn", label: "Record not found" },
};

const checked = object({ proven: flag });

/** The mail domains of a provider, and the DNS records that prove them. */
export function DomainsSection({ provider }: { provider: Provider }) {
  const router = useRouter();
  const { busy, send, errorAt, problemBeside } = useRequest();
  const [fault, setFault] = useState<string | null>(null);
  const domains = provider.domains.map(({ domain }) => domain);
  const path = `/api/sign-in-providers/${provider.id}`;

  async function add(form: FormData, element: HTMLFormElement) {
    const domain = normaliseDomain(String(form.get("domain")));
    const wrong = domainFault(domain);
    setFault(wrong && `${domain === "" ? "It" : domain} ${wrong}`);
    if (wrong) return;
    const answer = await send("PATCH", path, { body: { domains: [...domains, domain] } });
    if (!answer.ok) return;
    element.reset();
    router.refresh();
  }

  async function remove(domain: string): Promise<string | null> {
    const body = { domains: domains.filter((other) => other !== domain) };
    const answer = await sendRequest("PATCH", path, { body });
    if (!answer.ok) return problemText(answer.problem);
    toast.success(`${domain} is removed`);
    router.refresh();
    return null;
  }

  const place = domains.length;
  return (
    <SectionCard
      title="Domains"
      description="The provider signs in people of these mail domains, once a DNS record proves that they are your company's. Leave the record in place: it is checked every day."
    >
      {provider.domains.length > 0 ? (
        <ul className="mb-4 divide-y border-b">
          {provider.domains.map((one) => (
            <OneDomain key={one.domain} path={path} one={one} onRemove={() => remove(one.domain)} />
          ))}
        </ul>
      ) : null}
      {companyClaim(provider.issuer) === null ? null : (
        <p className="mb-4 text-sm text-muted-foreground">
          Anybody can have an account at this issuer. Only accounts of companies whose domain is proven here
          count: those that the provider says so of, in the claim <code>{companyClaim(provider.issuer)}</code>
          .
        </p>
      )}
      <Form onSubmit={add} className="flex flex-col gap-3">
        <ProblemNotice problem={problemBeside(`/domains/${place}`)} />
        <div className="flex flex-wrap items-start gap-3">
          <Field
            id="new-domain"
            label="Domain"
            error={fault ?? errorAt(`/domains/${place}`)}
            className="flex-1 basis-56"
          >
            {(control) => <Input {...control} name="domain" autoComplete="off" placeholder="example.com" />}
          </Field>
          <Button type="submit" variant="outline" busy={busy} className="sm:mt-6.5">
            {busy ? null : <Plus aria-hidden />}
            Add domain
          </Button>
        </div>
      </Form>
    </SectionCard>
  );
}

interface OneDomainProps {
  /** Of the provider. */
  path: string;
  one: ProviderDomain;
  onRemove: () => Promise<string | null>;
}

function OneDomain({ path, one, onRemove }: OneDomainProps) {
  const router = useRouter();
  const { busy, problem, send } = useRequest();
  const { domain, state, record, checkedAt, enforced } = one;

  async function check() {
    const answer = await send("POST", `${path}/domain-checks`, { body: { domain }, answer: checked });
    if (!answer.ok) return;
    if (answer.data.proven) toast.success(`${domain} is proven`);
    router.refresh();
  }

  return (
    <li className="flex flex-col gap-3 py-3 first:pt-0">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="flex flex-wrap items-center gap-2 text-sm font-medium">
          {domain}
          <Badge tone={STATES[state].tone}>{STATES[state].label}</Badge>
          {enforced ? <Badge tone="info">Enforced</Badge> : null}
          {checkedAt ? (
            <span className="text-xs font-normal text-muted-foreground">
              checked <TimeAgo at={checkedAt} />
            </span>
          ) : null}
        </p>
        <div className="flex gap-2">
          <Button size="sm" variant="outline" busy={busy} onClick={() => void check()}>
            Check now
          </Button>
          <ConfirmDialog
            trigger={
              <Button size="sm" variant="outline" aria-label={`Remove ${domain}`}>
                Remove
              </Button>
            }
            title={`Remove ${domain}?`}
            description="Its people can no longer sign in by this provider, unless they linked their account themselves. If you add it again, its DNS record is another one."
            confirmLabel="Remove"
            destructive
            onConfirm={onRemove}
          />
        </div>
      </div>
      <ProblemNotice problem={problem} />
      {state === "proven" ? null : (
        <dl className="flex flex-col gap-2 rounded-md bg-muted px-3 py-2.5">
          <CopiedText label="Name of the TXT record" text={record.name} />
          <CopiedText label="Its value" text={record.value} />
        </dl>
      )}
    </li>
  );
}
