"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";

import { PERSON_NAME } from "@/lib/identity/rules";
import { inputLimits } from "@/lib/text/text-rule";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { SectionCard } from "../ui/card";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { Input } from "../ui/input";
import { toast } from "../ui/toast";

interface NameFormProps {
  /** The present name; empty where it is only a stand-in. */
  name: string;
}

/** Changes the name by which the log and colleagues know the person who is signed in. */
export function NameForm({ name }: NameFormProps) {
  const router = useRouter();
  const { busy, send, errorAt, problemBeside } = useRequest();
  const [typed, setTyped] = useState(name);

  async function submit() {
    const answer = await send("PATCH", "/api/me", { body: { name: typed.trim() } });
    if (!answer.ok) return;
    toast.success("Your name is changed");
    router.refresh();
  }

  return (
    <Form onSubmit={submit} className="flex flex-col gap-3">
      <ProblemNotice problem={problemBeside("/name")} />
      <Field
        id="own-name"
        label="Name"
        hint="It stands beside everything that you do. Earlier events keep the name that you had."
        error={errorAt("/name")}
        row
      >
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              {...inputLimits(PERSON_NAME)}
              autoComplete="name"
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            <Button type="submit" variant="outline" busy={busy} disabled={typed.trim() === name}>
              Save
            </Button>
          </div>
        )}
      </Field>
    </Form>
  );
}

/** Asks the first owner, whom nobody could name yet, for a name. */
export function FirstName() {
  const [later, setLater] = useState(false);
  if (later) return null;
  return (
    <SectionCard
      title="What is your name?"
      description="Until you say it, you are “Owner” in the log and to your colleagues."
      className="mb-5"
      actions={
        <Button variant="ghost" size="sm" onClick={() => setLater(true)}>
          Not now
        </Button>
      }
    >
      <NameForm name="" />
    </SectionCard>
  );
}
