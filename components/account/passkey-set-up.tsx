"use client";

import { useState } from "react";
import { PASSKEY_NAME } from "@/lib/identity/rules";
import { browserName } from "@/lib/text/browser-name";
import { inputLimits } from "@/lib/text/text-rule";
import { listOf, object, orNull, text } from "../http/answer-shape";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { creationOptions, makePasskey } from "../passkeys/passkey-ceremonies";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { Input } from "../ui/input";

const added = object({ recoveryCodes: orNull(listOf(text)) });

interface PasskeySetUpProps {
  /** Called once the passkey is stored. `codes`: the first recovery codes; null for somebody who has some. */
  onDone: (codes: string[] | null) => void;
}

/** Adds a passkey: its person names it, and confirms in the browser. */
export function PasskeySetUp({ onDone }: PasskeySetUpProps) {
  const { busy, problem, send, errorAt, problemBeside } = useRequest();
  const [fault, setFault] = useState<string | null>(null);
  const [waits, setWaits] = useState(false);

  async function submit(form: FormData) {
    setFault(null);
    const challenge = await send("POST", "/api/me/passkeys/challenge", { answer: creationOptions });
    if (!challenge.ok) return;
    setWaits(true);
    const made = await makePasskey(challenge.data);
    setWaits(false);
    if (!made.ok) return setFault(made.why);
    const body = { name: String(form.get("name")), answer: made.answer };
    const answer = await send("POST", "/api/me/passkeys", { body, answer: added });
    if (answer.ok) onDone(answer.data.recoveryCodes);
  }

  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      <ProblemNotice problem={problem ? problemBeside("/name") : null} />
      <Field
        id="passkey-name"
        label="Name"
        hint="Where it is kept: this device, a phone, a security key."
        error={errorAt("/name")}
      >
        {(control) => (
          <Input
            {...control}
            {...inputLimits(PASSKEY_NAME)}
            name="name"
            autoComplete="off"
            defaultValue={browserName(navigator.userAgent)}
          />
        )}
      </Field>
      {fault ? (
        <p role="alert" className="text-sm text-destructive">
          {fault}
        </p>
      ) : null}
      <div className="flex flex-wrap items-center justify-end gap-3">
        {waits ? (
          <p role="status" className="text-sm text-muted-foreground">
            Confirm it in your browser&rsquo;s own window.
          </p>
        ) : null}
        <Button type="submit" busy={busy || waits}>
          Add passkey
        </Button>
      </div>
    </Form>
  );
}
