"use client";

import { UserPlus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ROLE_NAMES, ROLES, type Role } from "@/lib/identity/roles";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { toast } from "../ui/toast";

/** Makes a person who is known to the portal a member of a workspace. */
export function AddMemberForm({ slug }: { slug: string }) {
  const router = useRouter();
  const { busy, send, errorAt, problemBeside } = useRequest();
  const [role, setRole] = useState<Role>("editor");

  async function submit(form: FormData, element: HTMLFormElement) {
    const email = String(form.get("email")).trim();
    const answer = await send("POST", `/api/workspaces/${slug}/members`, { body: { email, role } });
    if (!answer.ok) return;
    element.reset();
    toast.success(`${email} is a member now`);
    router.refresh();
  }

  return (
    <Form onSubmit={submit} className="mb-4 flex flex-col gap-3 border-b pb-4">
      <ProblemNotice problem={problemBeside("/email")} />
      <div className="flex flex-wrap items-start gap-3">
        <Field id="member-email" label="E-mail" error={errorAt("/email")} className="flex-1 basis-56">
          {(control) => <Input {...control} name="email" type="email" required autoComplete="off" />}
        </Field>
        <Field id="member-role" label="Role" hint={ROLES[role].meaning} className="basis-56">
          {(control) => (
            <Select
              {...control}
              value={role}
              onChange={(event) =>
                setRole(ROLE_NAMES.find((known) => known === event.target.value) ?? "viewer")
              }
            >
              {ROLE_NAMES.map((known) => (
                <option key={known} value={known}>
                  {ROLES[known].label}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Button type="submit" variant="outline" busy={busy} className="sm:mt-6.5">
          {busy ? null : <UserPlus aria-hidden />}
          Add member
        </Button>
      </div>
      <p className="text-sm text-muted-foreground">
        They need an account on this portal first; an owner adds people under People.
      </p>
    </Form>
  );
}
