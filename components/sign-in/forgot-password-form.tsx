"use client";

import { useEffect, useState } from "react";
import { LONGEST_EMAIL } from "@/lib/text/email-address";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";

/** A mail takes its time, and a second link makes the first one worthless. */
const AGAIN_AFTER_SECONDS = 60;

/** Counts down in seconds, to 0. */
function useCountdown() {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    if (left === 0) return;
    const timer = setTimeout(() => setLeft(left - 1), 1_000);
    return () => clearTimeout(timer);
  }, [left]);
  return { left, start: () => setLeft(AGAIN_AFTER_SECONDS) };
}

/**
 * Asks for a link for a new password. The answer is the same for every address, and so are the words here.
 * @param minutes for how long a link works
 */
export function ForgotPasswordForm({ minutes }: { minutes: number }) {
  const { busy, send, errorAt, problemBeside, clear } = useRequest();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const [missing, setMissing] = useState<string | undefined>();
  const { left, start } = useCountdown();

  async function ask(email: string) {
    const answer = await send("POST", "/api/password-resets", { body: { email } });
    if (!answer.ok) return;
    setSentTo(email);
    start();
  }

  async function submit(form: FormData) {
    const email = String(form.get("email")).trim();
    clear();
    setMissing(email === "" ? "Type your e-mail address" : undefined);
    if (email !== "") await ask(email);
  }

  if (sentTo !== null) {
    return (
      <>
        <Notice tone="good" role="status" title="Look into your mail">
          If <span className="font-medium wrap-anywhere">{sentTo}</span> has an account here, a link is on its
          way. It works once, for {minutes} minutes.
        </Notice>
        <ProblemNotice problem={problemBeside()} />
        <Button variant="outline" busy={busy} disabled={left > 0} onClick={() => void ask(sentTo)}>
          {left > 0 ? `Send again in ${left} s` : "Send again"}
        </Button>
        <Button variant="link" className="self-start" onClick={() => setSentTo(null)}>
          Use another address
        </Button>
      </>
    );
  }
  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      <ProblemNotice problem={problemBeside("/email")} />
      <Field id="email" label="E-mail" error={missing ?? errorAt("/email")}>
        {(control) => (
          <Input
            {...control}
            autoFocus
            name="email"
            type="email"
            inputMode="email"
            autoComplete="username"
            maxLength={LONGEST_EMAIL}
            required
          />
        )}
      </Field>
      <Button type="submit" busy={busy} className="w-full">
        Send me a link
      </Button>
    </Form>
  );
}
