"use client";

import { ROLE_NAMES, type Role, roleLabel } from "@/lib/identity/roles";
import { Select } from "../ui/select";
import { isStronger, roleOf } from "./role-words";

interface RoleSelectProps {
  /** What it is the role of or in, for screen readers. */
  label: string;
  /** "mixed" where it stands for several that differ. */
  value: Role | "mixed" | null;
  onChange: (role: Role | null) => void;
  /** The words for none. */
  none: string;
  /** A role that is there anyway: the weaker ones would do nothing, so they can't be chosen. */
  floor?: Role | null;
  disabled?: boolean;
  className?: string;
}

/** Chooses a role, or none. */
export function RoleSelect(props: RoleSelectProps) {
  const { label, value, onChange, none, floor = null, disabled = false, className } = props;
  const choices = ROLE_NAMES.filter((name) => name === value || isStronger(name, floor));
  return (
    <Select
      aria-label={label}
      value={value ?? ""}
      disabled={disabled}
      className={className}
      onChange={(event) => onChange(roleOf(event.target.value))}
    >
      {value === "mixed" ? (
        <option value="mixed" disabled>
          Various
        </option>
      ) : null}
      <option value="">{none}</option>
      {choices.map((name) => (
        <option key={name} value={name}>
          {roleLabel(name)}
        </option>
      ))}
    </Select>
  );
}
