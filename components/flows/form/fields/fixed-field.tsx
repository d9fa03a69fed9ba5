"use client";

import type { ReactNode } from "react";
import { fieldLabel } from "@/lib/flows/fields/flow-fields";
import { cn } from "../../../ui/class-names";
import { fieldPointer } from "../nested-values";

interface FixedFieldProps {
  /** The field's dotted name. */
  name: string;
  value: ReactNode;
  /** Why it can't be changed here. */
  why?: string;
  mono?: boolean;
}

const FIXED_AT_CREATION = "The upstream can't change it after the flow was created.";

/** A field that cannot be changed, with the reason. */
export function FixedField({ name, value, why = FIXED_AT_CREATION, mono = false }: FixedFieldProps) {
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <p className="text-sm font-medium">{fieldLabel(fieldPointer(name))}</p>
      <div className={cn("text-sm wrap-anywhere whitespace-pre-wrap", mono && "font-mono text-xs leading-5")}>
        {value}
      </div>
      <p className="text-sm text-muted-foreground">{why}</p>
    </div>
  );
}
