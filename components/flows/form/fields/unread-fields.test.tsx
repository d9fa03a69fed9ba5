import { render, screen } from "@testing-library/react";
import fc from "fast-check";
import { type ReactNode, useEffect, useState } from "react";
import { type FieldValues, FormProvider, useForm } from "react-hook-form";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { takes } from "@/lib/flows/fields/field";
import { FIELDS, flowFields } from "@/lib/flows/fields/flow-fields";
import type { SectionId } from "@/lib/flows/fields/sections";
import type { KeptValue } from "@/lib/flows/model/call-flow";
import type { FlowKind } from "@/lib/flows/model/flow";
import { answeringPortal } from "@/tests/support/answering-portal";
import { exampleCallFlow } from "@/tests/support/call-flow-example";
import { description } from "@/tests/support/described";
import { exampleMessageFlow } from "@/tests/support/message-flow-example";
import { fieldName } from "../../values/nested-values";
import { formValues } from "../form-values";
import { BasicsSection } from "../sections/basics-section";
import { callSections, LimitsSection } from "../sections/call-sections";
import { MessageBasics, messageSections } from "../sections/message-sections";
import { HoursSection } from "../sections/shared-sections";
import { FormKindProvider } from "./form-kind";

// The lists of knowledge bases and folders.
beforeEach(() => void answeringPortal(() => Response.json({ items: [] })));
afterEach(() => vi.unstubAllGlobals());

const CALL = exampleCallFlow({ autopilot: false, welcomeMessage: "ai_custom" });
const MESSAGE = exampleMessageFlow();

/** The sections of the page that edits a flow. */
const SECTIONS: Record<FlowKind, { [Section in SectionId]?: ReactNode }> = {
  call_flow: {
    ...contents(callSections(CALL)),
    basics: <BasicsSection flow={CALL} agents={null} agentName={null} />,
    limits: <LimitsSection />,
    hours: <HoursSection />,
  },
  message_flow: {
    ...contents(messageSections(MESSAGE)),
    basics: <MessageBasics flow={MESSAGE} agentName={null} />,
    hours: <HoursSection />,
  },
};

function contents(sections: ReturnType<typeof callSections>): { [Section in SectionId]?: ReactNode } {
  return Object.fromEntries(Object.entries(sections).map(([id, section]) => [id, section?.content]));
}

interface SceneProps {
  kind: FlowKind;
  section: SectionId;
  kept?: KeptValue[];
  wrong?: string;
}

function valuesOf(kind: FlowKind) {
  return kind === "call_flow" ? formValues(FIELDS.call_flow, CALL) : formValues(FIELDS.message_flow, MESSAGE);
}

function Scene({ kind, section, kept, wrong }: SceneProps) {
  const form = useForm<FieldValues>({ defaultValues: useState(() => valuesOf(kind))[0] });
  const { setError } = form;
  useEffect(() => {
    if (wrong) setError(wrong, { type: "server", message: "This is wrong." });
  }, [setError, wrong]);
  return (
    <FormProvider {...form}>
      <FormKindProvider
        kind={kind}
        mode="update"
        workspaceApiPath="/api/workspaces/w"
        unfinished={new Map()}
        kept={kept}
        edited={[]}
        initial={{}}
      >
        {SECTIONS[kind][section]}
      </FormKindProvider>
    </FormProvider>
  );
}

/** Neither of them has a field: webhooks are only added, the graph and a prompt's type are only shown. */
const WITHOUT = ["/webhooks", "/flowData", "/promptType"];

/** The fields that the form of a flow of each kind changes. */
const EDITED = (["call_flow", "message_flow"] as const).flatMap((kind) =>
  flowFields(kind)
    .filter(([path, field]) => takes("update", field) && !path.includes("/*"))
    .filter(([path]) => !WITHOUT.includes(path))
    .map(([path, { section }]) => ({ kind, path, section })),
);

/** The controls of a field: its own, or those of its parts. */
function controls(path: string): Element[] {
  const name = fieldName(path);
  return [...document.querySelectorAll("[id]")].filter(
    ({ id, tagName }) =>
      (id === name || id.startsWith(`${name}.`)) && /^(INPUT|TEXTAREA|SELECT|BUTTON|FIELDSET)$/.test(tagName),
  );
}

test.each(EDITED)(
  "a value of $path ($kind) that can't be read is shown, and has no control",
  ({ kind, path, section }) => {
    const { unmount } = render(<Scene kind={kind} section={section} />);
    expect(controls(path)).not.toEqual([]);
    unmount();
    const values = fc.oneof(fc.jsonValue({ maxDepth: 1 }).filter((value) => value !== ""));
    fc.assert(
      fc.property(values, (value) => {
        const drawn = render(<Scene kind={kind} section={section} kept={[{ path, value }]} />);
        expect(controls(path)).toEqual([]);
        expect(drawn.container.textContent).toContain(JSON.stringify(value));
        drawn.unmount();
      }),
      { numRuns: 2 },
    );
  },
);

test.each(EDITED)(
  "what is wrong with $path ($kind) is read out with its control",
  ({ kind, path, section }) => {
    render(<Scene kind={kind} section={section} wrong={fieldName(path)} />);
    const wrong = document.querySelectorAll('[aria-invalid="true"]');
    expect(wrong).toHaveLength(1);
    expect(description(wrong[0])).toContain("This is wrong.");
    expect(screen.getAllByText("This is wrong.")).toHaveLength(1);
  },
);
