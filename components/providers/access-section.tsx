"use client";

import { useRouter } from "next/navigation";
import { startTransition, useId } from "react";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { SectionCard } from "../ui/card";
import { Label } from "../ui/field";
import { GivenName } from "../ui/given-name";
import { Switch } from "../ui/switch";
import { toast } from "../ui/toast";
import { useEdits } from "../ui/use-edits";
import type { Choices, Provider } from "./provider-types";

interface AccessSectionProps {
  provider: Provider;
  owners: Choices["owners"];
}

/** In one order, so that what was taken out and put back is no edit. */
const withOrWithout = (all: readonly string[], one: string, isIn: boolean) =>
  (isIn ? [...all, one] : all.filter((other) => other !== one)).sort();

/** Who may come by the provider, and who may come in no other way. */
export function AccessSection({ provider, owners }: AccessSectionProps) {
  const router = useRouter();
  const { busy, send, problem } = useRequest();
  const { domains } = provider;
  const stored = {
    joining: provider.joining,
    asksForTwoFactors: provider.asksForTwoFactors,
    enforced: domains.flatMap(({ domain, enforced }) => (enforced ? domain : [])).sort(),
    breakGlass: provider.breakGlass.map(({ id }) => id).sort(),
  };
  const { values, changes, isEdited, edit, endEdits } = useEdits(stored);
  const { joining, asksForTwoFactors, enforced, breakGlass } = values;

  async function save() {
    const answer = await send("PATCH", `/api/sign-in-providers/${provider.id}`, { body: changes });
    if (!answer.ok) return;
    toast.success("Saved");
    startTransition(() => {
      endEdits(changes);
      router.refresh();
    });
  }

  return (
    <SectionCard title="Who comes this way">
      <div className="flex flex-col gap-5">
        <ProblemNotice problem={problem} />
        <Choice
          label="People join by signing in"
          hint="Somebody of a proven domain who has no account here gets one, without any role. Off: an owner adds people first."
          checked={joining}
          onChange={(checked) => edit({ joining: checked })}
        />
        <Choice
          label="The provider asks everybody for two factors"
          hint="Whoever comes this way then needs no second factor here, where one is required. Off: only where the provider says of a sign-in that it asked for two (amr: mfa)."
          checked={asksForTwoFactors}
          onChange={(checked) => edit({ asksForTwoFactors: checked })}
        />
        <fieldset className="flex flex-col gap-3 border-t pt-4">
          <legend className="float-left text-sm font-medium">Enforced domains</legend>
          <p className="text-sm text-muted-foreground">
            People of an enforced domain sign in by this provider alone: passwords, passkeys and invitation
            links of theirs are refused, and their other sessions end.
          </p>
          {domains.length === 0 ? (
            <p className="text-sm text-muted-foreground">Add a domain and prove it first.</p>
          ) : (
            domains.map(({ domain, state }) => (
              <Choice
                key={domain}
                label={domain}
                hint={state === "proven" ? undefined : "Not proven: it can't be enforced yet."}
                checked={enforced.includes(domain)}
                disabled={state !== "proven" && !stored.enforced.includes(domain)}
                onChange={(isIn) => edit({ enforced: withOrWithout(enforced, domain, isIn) })}
              />
            ))
          )}
        </fieldset>
        <fieldset className="flex flex-col gap-3 border-t pt-4">
          <legend className="float-left text-sm font-medium">Break-glass owners</legend>
          <p className="text-sm text-muted-foreground">
            They may go on to use a password or a passkey, for the day when the provider fails. Each such
            sign-in is told to all owners. At least one is needed while a domain is enforced.
          </p>
          {owners.map(({ id, name, email, hasOtherWay }) => (
            <Choice
              key={id}
              label={<GivenName>{name}</GivenName>}
              hint={hasOtherWay ? email : `${email}: has neither a password nor a passkey`}
              checked={breakGlass.includes(id)}
              disabled={!hasOtherWay && !stored.breakGlass.includes(id)}
              onChange={(isIn) => edit({ breakGlass: withOrWithout(breakGlass, id, isIn) })}
            />
          ))}
        </fieldset>
        <div className="flex justify-end">
          <Button busy={busy} disabled={!isEdited} onClick={() => void save()}>
            Save
          </Button>
        </div>
      </div>
    </SectionCard>
  );
}

interface ChoiceProps {
  label: React.ReactNode;
  hint?: string | undefined;
  checked: boolean;
  disabled?: boolean;
  onChange: (checked: boolean) => void;
}

function Choice({ label, hint, checked, disabled = false, onChange }: ChoiceProps) {
  const id = useId();
  return (
    <div className="flex items-start justify-between gap-4">
      <div className="min-w-0">
        <Label htmlFor={id}>{label}</Label>
        {hint ? (
          <p id={`${id}-hint`} className="text-sm text-muted-foreground wrap-break-word">
            {hint}
          </p>
        ) : null}
      </div>
      <Switch
        id={id}
        aria-describedby={hint ? `${id}-hint` : undefined}
        checked={checked}
        disabled={disabled}
        onCheckedChange={onChange}
      />
    </div>
  );
}
