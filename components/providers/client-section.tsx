"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { CLIENT_ID, CLIENT_SECRET, PROVIDER_NAME, SCOPES } from "@/lib/providers/rules";
import { inputLimits, type TextRule } from "@/lib/text/text-rule";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { SectionCard } from "../ui/card";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { Input } from "../ui/input";
import { PasswordInput } from "../ui/password-input";
import { toast } from "../ui/toast";
import { useEdits } from "../ui/use-edits";
import { CopiedText } from "./copied-text";
import type { Provider } from "./provider-types";

type Name = "name" | "clientId" | "clientSecret" | "scopes";

const FIELDS: { name: Name; label: string; rule: TextRule }[] = [
  { name: "name", label: "Name", rule: PROVIDER_NAME },
  { name: "clientId", label: "Client id", rule: CLIENT_ID },
  { name: "clientSecret", label: "Client secret", rule: CLIENT_SECRET },
  { name: "scopes", label: "Scopes", rule: SCOPES },
];

function hintOf(name: Name, { secretHint }: Provider): string | undefined {
  if (name === "scopes") return "What the portal asks for. Groups often need a scope of their own.";
  if (name !== "clientSecret") return undefined;
  const present = secretHint ? `The present one ends in ${secretHint}.` : "There is one.";
  return `${present} Type a new one to replace it.`;
}

interface ClientSectionProps {
  provider: Provider;
  /** What the provider has to know of this portal. */
  addresses: { redirect: string; signOut: string };
}

/** What the portal is at the provider, and what has to be registered there. */
export function ClientSection({ provider, addresses }: ClientSectionProps) {
  const router = useRouter();
  const { busy, send, errorAt, problemBeside } = useRequest();
  const { name, clientId, scopes } = provider;
  const { values, changes, isEdited, edit, endEdits } = useEdits<Record<Name, string>>({
    ...{ name, clientId, scopes },
    clientSecret: "",
  });

  async function submit() {
    const body = Object.fromEntries(Object.entries(changes).map(([field, value]) => [field, value.trim()]));
    const answer = await send("PATCH", `/api/sign-in-providers/${provider.id}`, { body });
    if (!answer.ok) return;
    toast.success("Saved");
    startTransition(() => {
      endEdits(changes);
      router.refresh();
    });
  }

  return (
    <SectionCard
      title="Client"
      description="Register the two redirect URIs at the provider, exactly as they are."
    >
      <dl className="mb-4 flex flex-col gap-3 border-b pb-4">
        <CopiedText label="Redirect URI, for signing in" text={addresses.redirect} />
        <CopiedText label="Post-logout redirect URI, for signing out" text={addresses.signOut} />
        <CopiedText label="Issuer" text={provider.issuer} />
      </dl>
      <Form onSubmit={submit} className="flex flex-col divide-y *:py-3.5 *:first:pt-0 *:last:pb-0">
        <ProblemNotice problem={problemBeside(...FIELDS.map(({ name }) => `/${name}`))} />
        {FIELDS.map(({ name, label, rule }) => (
          <Field
            key={name}
            id={`client-${name}`}
            label={label}
            hint={hintOf(name, provider)}
            error={errorAt(`/${name}`)}
            row
          >
            {(control) => {
              const shared = {
                ...control,
                ...inputLimits({ ...rule, shortest: name === "clientSecret" ? 0 : rule.shortest }),
                value: values[name],
                autoComplete: "off",
                onChange: (event: { target: { value: string } }) => edit({ [name]: event.target.value }),
              };
              return name === "clientSecret" ? <PasswordInput {...shared} /> : <Input {...shared} />;
            }}
          </Field>
        ))}
        <div className="flex justify-end">
          <Button type="submit" busy={busy} disabled={!isEdited}>
            Save
          </Button>
        </div>
      </Form>
    </SectionCard>
  );
}
