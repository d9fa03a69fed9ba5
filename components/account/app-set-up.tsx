"use client";

import { useEffect, useRef, useState } from "react";
import { encode } from "uqr";
import { listOf, object, orNull, text } from "../http/answer-shape";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { Skeleton } from "../ui/card";
import { CopyButton } from "../ui/copy-button";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { Input } from "../ui/input";

const begun = object({ secret: text, uri: text });
const confirmed = object({ recoveryCodes: orNull(listOf(text)) });

interface AppSetUpProps {
  /** Called once a code was right. `codes`: the first recovery codes; null for somebody who has some. */
  onDone: (codes: string[] | null) => void;
}

/** Sets up an authenticator app: a QR code to scan, or its secret to type, and a first code to prove that it worked. */
export function AppSetUp({ onDone }: AppSetUpProps) {
  const start = useRequest();
  const confirm = useRequest();
  const [secret, setSecret] = useState<{ secret: string; uri: string } | null>(null);
  const isBegun = useRef(false);

  async function begin() {
    const answer = await start.send("POST", "/api/me/totp", { body: {}, answer: begun });
    if (answer.ok) setSecret(answer.data);
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: it begins once, when it appears; a second secret would make the first one useless.
  useEffect(() => {
    if (isBegun.current) return;
    isBegun.current = true;
    void begin();
  }, []);

  async function submit(form: FormData) {
    const body = { code: String(form.get("code")) };
    const answer = await confirm.send("POST", "/api/me/totp", { body, answer: confirmed });
    if (answer.ok) onDone(answer.data.recoveryCodes);
  }

  if (start.problem) {
    return (
      <div className="flex flex-col items-start gap-3">
        <ProblemNotice problem={start.problem} />
        {/* What had the focus is gone, such as the field of the code. */}
        <Button autoFocus variant="outline" onClick={() => void begin()}>
          Try again
        </Button>
      </div>
    );
  }
  return (
    <Form onSubmit={submit} className="flex flex-col gap-4">
      <ProblemNotice problem={confirm.problemBeside("/code")} />
      <div className="flex flex-wrap items-start gap-4">
        {secret ? <QrCode text={secret.uri} /> : <Skeleton className="size-52" />}
        <div className="flex min-w-0 flex-1 basis-52 flex-col gap-2 text-sm">
          <p>Scan this with your authenticator app.</p>
          <p className="text-muted-foreground">No camera? Type this secret into the app:</p>
          <p className="flex items-start gap-1">
            <code className="min-w-0 rounded-md bg-muted px-2 py-1.5 font-mono text-xs wrap-break-word">
              {secret ? secret.secret.replaceAll(/.{4}(?=.)/g, "$& ") : "…"}
            </code>
            {secret ? <CopyButton text={secret.secret} label="Copy secret" /> : null}
          </p>
        </div>
      </div>
      <Field
        id="app-code"
        label="Code"
        hint="The six digits that the app shows now."
        error={confirm.errorAt("/code")}
      >
        {(control) => (
          <Input
            {...control}
            name="code"
            required
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={10}
            className="max-w-40 font-mono tracking-widest"
          />
        )}
      </Field>
      <div className="flex justify-end">
        <Button type="submit" busy={confirm.busy} disabled={secret === null}>
          Turn on
        </Button>
      </div>
    </Form>
  );
}

/** A QR code. It is dark on light in dark mode, too: many cameras read nothing else. */
function QrCode({ text }: { text: string }) {
  const { size, data } = encode(text, { border: 2 });
  const squares = data.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])),
  );
  return (
    <svg
      role="img"
      aria-label="QR code for your authenticator app"
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-52 shrink-0 rounded-md border bg-white text-black"
    >
      <path d={squares.join("")} fill="currentColor" />
    </svg>
  );
}
