"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { CLIENT_ID, CLIENT_SECRET, ISSUER, PROVIDER_NAME } from "@/lib/providers/rules";
import { inputLimits, type TextRule } from "@/lib/text/text-rule";
import { object, text } from "../http/answer-shape";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { Dialog, DialogActions, DialogContent, DialogTrigger } from "../ui/dialog";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { Input } from "../ui/input";
import { PasswordInput } from "../ui/password-input";

interface TypedField {
  name: string;
  label: string;
  hint: string;
  rule: TextRule;
  isSecret?: true;
}

const FIELDS: TypedField[] = [
  { name: "name", label: "Name", hint: "People see it on the sign-in page.", rule: PROVIDER_NAME },
  {
    name: "issuer",
    label: "Issuer",
    hint: "The provider's address, such as https://acme.okta.com. It is asked at once.",
    rule: ISSUER,
  },
  { name: "clientId", label: "Client id", hint: "What the provider calls this portal.", rule: CLIENT_ID },
  {
    name: "clientSecret",
    label: "Client secret",
    hint: "Stored sealed, and never shown again.",
    rule: CLIENT_SECRET,
    isSecret: true,
  },
];

const added = object({ id: text });

/** Adds an identity provider, and goes on to its settings. */
export function AddProviderDialog() {
  const router = useRouter();
  const { busy, send, errorAt, problemBeside, clear } = useRequest();
  const [open, setOpen] = useState(false);

  async function submit(form: FormData) {
    const body = Object.fromEntries(FIELDS.map(({ name }) => [name, String(form.get(name)).trim()]));
    const answer = await send("POST", "/api/sign-in-providers", { body, answer: added });
    if (answer.ok) router.push(`/security/providers/${answer.data.id}`);
  }

  return (
    <Dialog
      open={open}
      busy={busy}
      onOpenChange={(next) => {
        setOpen(next);
        clear();
      }}
    >
      <DialogTrigger asChild>
        <Button>
          <Plus aria-hidden />
          Add identity provider
        </Button>
      </DialogTrigger>
      <DialogContent
        title="Add an identity provider"
        description="Register this portal there as a web application (OpenID Connect) first. The address to send people back to comes in the next step, and nobody can use it before you switch it on."
      >
        <Form onSubmit={submit} className="flex flex-col gap-4">
          <ProblemNotice problem={problemBeside(...FIELDS.map(({ name }) => `/${name}`))} />
          {FIELDS.map(({ name, label, hint, rule, isSecret }) => (
            <Field key={name} id={`provider-${name}`} label={label} hint={hint} error={errorAt(`/${name}`)}>
              {(control) =>
                isSecret ? (
                  <PasswordInput {...control} name={name} {...inputLimits(rule)} autoComplete="off" />
                ) : (
                  <Input {...control} name={name} {...inputLimits(rule)} autoComplete="off" />
                )
              }
            </Field>
          ))}
          <DialogActions className="mt-1" busy={busy}>
            <Button type="submit" busy={busy}>
              Add
            </Button>
          </DialogActions>
        </Form>
      </DialogContent>
    </Dialog>
  );
}
