"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { LONGEST_RECEIVER } from "@/lib/audit/rules";
import { keysOf } from "@/lib/json/json-value";
import {
  FORMAT_NAMES,
  FORMATS,
  type FormatName,
  LONGEST_CHANNEL_NAME,
  LONGEST_TEMPLATE,
  PLACEHOLDERS,
} from "@/lib/notices/channel-formats";
import { object, text } from "../http/answer-shape";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { Dialog, DialogActions, DialogClose, DialogContent, DialogFooter, DialogTrigger } from "../ui/dialog";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { Input, Textarea } from "../ui/input";
import { OnceText } from "../ui/once-text";
import { Select } from "../ui/select";
import { toast } from "../ui/toast";

/** Adds a channel of the person's own. The secret by which a program can check what it gets is shown once. */
export function AddChannelDialog() {
  const router = useRouter();
  const { busy, send, errorAt, problemBeside, clear } = useRequest();
  const [open, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [format, setFormat] = useState<FormatName>("slack");
  const [template, setTemplate] = useState<string | null>(null);
  const { standard, help } = FORMATS[format];

  function changeOpen(next: boolean) {
    setOpen(next);
    clear();
    setTemplate(null);
    setSecret(null);
  }

  async function submit(form: FormData) {
    const name = String(form.get("name")).trim();
    const url = String(form.get("url")).trim();
    const own = template === null || template === standard ? null : template;
    const answer = await send("POST", "/api/me/notice-channels", {
      body: { name, format, url, template: own },
      answer: object({ secret: text }),
    });
    if (!answer.ok) return;
    router.refresh();
    toast.success(`${name} gets your notices from now on`);
    // No chat checks signatures.
    if (format === "json") setSecret(answer.data.secret);
    else changeOpen(false);
  }

  return (
    <Dialog open={open} busy={busy} onOpenChange={changeOpen}>
      <DialogTrigger asChild>
        <Button variant="outline" size="sm">
          <Plus aria-hidden />
          Add channel
        </Button>
      </DialogTrigger>
      <DialogContent
        title={secret ? "Keep the secret" : "Add channel"}
        description={secret ? undefined : "It gets your notices as your rules say, within seconds."}
        // A click beside the dialog must not close it before the secret is saved.
        onInteractOutside={(event) => {
          if (secret) event.preventDefault();
        }}
      >
        {secret ? (
          <>
            <OnceText id="channel-secret" label="Signing secret" text={secret} copyLabel="Copy secret">
              With this secret your receiver can check that what it gets comes from here (Standard Webhooks).
              It is shown only now.
            </OnceText>
            <DialogFooter>
              <DialogClose asChild>
                <Button>I have kept it</Button>
              </DialogClose>
            </DialogFooter>
          </>
        ) : (
          <Form onSubmit={submit} className="flex flex-col gap-4">
            <ProblemNotice problem={problemBeside("/name", "/url", "/template")} />
            <Field id="channel-name" label="Name" error={errorAt("/name")}>
              {(control) => (
                <Input
                  {...control}
                  name="name"
                  required
                  maxLength={LONGEST_CHANNEL_NAME}
                  autoComplete="off"
                />
              )}
            </Field>
            <Field id="channel-format" label="Kind">
              {(control) => (
                <Select
                  {...control}
                  value={format}
                  onChange={({ target }) => {
                    setFormat(FORMAT_NAMES.find((name) => name === target.value) ?? "slack");
                    setTemplate(null);
                  }}
                >
                  {FORMAT_NAMES.map((name) => (
                    <option key={name} value={name}>
                      {FORMATS[name].label}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field
              id="channel-url"
              label="Address"
              hint={`${help} It is kept sealed, and never shown again.`}
              error={errorAt("/url")}
            >
              {(control) => (
                <Input
                  {...control}
                  name="url"
                  type="url"
                  required
                  maxLength={LONGEST_RECEIVER}
                  autoComplete="off"
                />
              )}
            </Field>
            <Field
              id="channel-template"
              label="Template"
              hint={`Placeholders: ${keysOf(PLACEHOLDERS)
                .map((name) => `{{${name}}}`)
                .join(", ")}.`}
              error={errorAt("/template")}
            >
              {(control) => (
                <Textarea
                  {...control}
                  rows={format === "json" ? 8 : 2}
                  className="font-mono sm:text-xs"
                  maxLength={LONGEST_TEMPLATE}
                  spellCheck={false}
                  value={template ?? standard}
                  onChange={({ target }) => setTemplate(target.value)}
                />
              )}
            </Field>
            <DialogActions className="mt-1" busy={busy}>
              <Button type="submit" busy={busy}>
                Add channel
              </Button>
            </DialogActions>
          </Form>
        )}
      </DialogContent>
    </Dialog>
  );
}
