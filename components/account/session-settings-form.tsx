"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import {
  SESSION_SETTINGS,
  type SessionSettingName,
  type SessionSettings,
  settingInWords,
} from "@/lib/identity/session-settings";
import { keysOf } from "@/lib/json/json-value";
import { inLargestUnit, TIME_UNITS, type TimeUnit } from "@/lib/time/lengths";
import { ProblemNotice } from "../http/problem-notice";
import { useRequest } from "../http/use-request";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Form } from "../ui/form";
import { Input } from "../ui/input";
import { Select } from "../ui/select";
import { toast } from "../ui/toast";
import { useUnsavedWarning } from "../ui/unsaved-changes";

const NAMES = keysOf(SESSION_SETTINGS);
const POINTERS = NAMES.map((name) => `/${name}`);

/** What is in a field: a number, and the unit that was chosen beside it. Nobody thinks of a week in minutes. */
interface Typed {
  amount: string;
  unit: TimeUnit | "sessions";
}

/** How many of the setting's own unit one of another unit is. */
function factorOf(name: SessionSettingName, unit: Typed["unit"]): number {
  const own = SESSION_SETTINGS[name].unit;
  return unit === "sessions" || own === "sessions" ? 1 : TIME_UNITS[unit] / TIME_UNITS[own];
}

/** Returns a value as it is typed, in the largest unit that fits. */
function typedOf(name: SessionSettingName, value: number): Typed {
  const { unit } = SESSION_SETTINGS[name];
  if (unit === "sessions") return { amount: String(value), unit };
  const length = inLargestUnit(value * TIME_UNITS[unit]);
  return { amount: String(length.amount), unit: length.unit };
}

/** Returns what is typed as the setting's value; null for the default. */
function toSetting(name: SessionSettingName, { amount, unit }: Typed): number | null {
  return amount.trim() === "" ? null : Number(amount) * factorOf(name, unit);
}

/** Sets how long everybody's sessions live. What is left empty is the default again. */
export function SessionSettingsForm({ settings }: { settings: SessionSettings }) {
  const router = useRouter();
  const { busy, send, errorAt, problemBeside } = useRequest();
  const [typed, setTyped] = useState<Partial<Record<SessionSettingName, Typed>>>({});
  const shown = (name: SessionSettingName) => typed[name] ?? typedOf(name, settings[name]);
  const edited = NAMES.filter((name) => toSetting(name, shown(name)) !== settings[name]);
  useUnsavedWarning(edited.length > 0);

  async function submit() {
    const body = Object.fromEntries(edited.map((name) => [name, toSetting(name, shown(name))]));
    const answer = await send("PATCH", "/api/portal-settings", { body });
    if (!answer.ok) return;
    toast.success("The settings count from now on");
    setTyped({});
    router.refresh();
  }

  return (
    <Form onSubmit={submit} className="flex flex-col divide-y *:py-3.5 *:first:pt-0 *:last:pb-0">
      <ProblemNotice problem={problemBeside(...POINTERS)} />
      {NAMES.map((name) => (
        <SettingField
          key={name}
          name={name}
          typed={shown(name)}
          error={errorAt(`/${name}`)}
          onChange={(next) => setTyped({ ...typed, [name]: next })}
        />
      ))}
      <div className="flex justify-end">
        <Button type="submit" busy={busy} disabled={edited.length === 0}>
          Save
        </Button>
      </div>
    </Form>
  );
}

interface SettingFieldProps {
  name: SessionSettingName;
  typed: Typed;
  error: string | undefined;
  onChange: (typed: Typed) => void;
}

function SettingField({ name, typed, error, onChange }: SettingFieldProps) {
  const { label, hint, unit, initial, least, most } = SESSION_SETTINGS[name];
  const words = (value: number) => (unit === "sessions" ? value : settingInWords(name, value));
  return (
    <Field
      id={`setting-${name}`}
      label={label}
      hint={`${hint} ${words(least)} to ${words(most)}; ${words(initial)} if it is left empty.`}
      error={error}
      row
    >
      {(control) => (
        <span className="flex items-center gap-2">
          <Input
            {...control}
            type="number"
            inputMode="numeric"
            min={1}
            step={1}
            className="w-24"
            value={typed.amount}
            onChange={(event) => onChange({ ...typed, amount: event.target.value })}
          />
          <UnitChoice name={name} typed={typed} onChange={onChange} />
        </span>
      )}
    </Field>
  );
}

/** The units that a setting can be typed in, its own one the smallest. */
function UnitChoice({ name, typed, onChange }: Omit<SettingFieldProps, "error">) {
  const { label, unit: own } = SESSION_SETTINGS[name];
  if (own === "sessions") return <span className="text-sm text-muted-foreground">{own}</span>;
  const units = keysOf(TIME_UNITS).filter((unit) => TIME_UNITS[unit] >= TIME_UNITS[own]);
  return (
    <Select
      aria-label={`${label}: unit`}
      className="w-32"
      value={typed.unit}
      onChange={({ target }) => {
        const unit = units.find((one) => one === target.value);
        if (unit) onChange({ ...typed, unit });
      }}
    >
      {units.map((unit) => (
        <option key={unit} value={unit}>
          {unit}
        </option>
      ))}
    </Select>
  );
}
