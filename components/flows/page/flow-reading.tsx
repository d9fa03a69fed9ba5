"use client";

import { useState } from "react";
import { type FieldGuide, fieldGuides } from "@/lib/flows/fields/flow-fields";
import { SECTIONS, type SectionId } from "@/lib/flows/fields/sections";
import { type Flow, isCallFlow } from "@/lib/flows/model/flow";
import { SectionCard } from "../../ui/card";
import { ViewSwitch } from "../form/view-switch";
import { FlowGraphField } from "../graph/flow-graph-field";
import { RawJsonPanel } from "../json/raw-json-panel";
import { PromptVersions } from "../prompt/prompt-versions";
import { WebhookCards } from "../webhooks/webhook-cards";
import { FlowFacts } from "./flow-facts";

interface FlowReadingProps {
  flow: Flow;
  /** The agent's name, where it is known. */
  agentName: string | null;
}

/** Fields that have a presentation of their own, or that say nothing to people. */
const SHOWN_OTHERWISE = new Set([
  "/webhooks",
  "/promptVersions",
  "/flowData",
  "/flowData/nodes",
  "/flowData/edges",
  "/currentPromptId",
  "/gemini_prompt",
  "/id",
  "/workspaceId",
  "/createdAt",
  "/updatedAt",
  "/locations",
  "/settings/welcomeMessage",
  "/settings/customWelcomeMessage",
  "/settings/webhooks/agent",
  "/settings/webhooks/inbound",
  "/settings/security/securityOptOut",
]);

function isFact({ path }: FieldGuide): boolean {
  return !path.includes("/*") && !SHOWN_OTHERWISE.has(path);
}

/** A flow for people who may not edit it: every field, section by section, or as JSON. */
export function FlowReading({ flow, agentName }: FlowReadingProps) {
  const [view, setView] = useState<"fields" | "json">("fields");
  const kind = isCallFlow(flow) ? "call_flow" : "message_flow";
  const guides = fieldGuides(kind).filter(isFact);
  return (
    <div className="flex flex-col gap-5">
      <ViewSwitch view={view} onView={setView} />
      {view === "json" ? <RawJsonPanel flow={flow} request={null} preview={null} /> : null}
      {view === "fields"
        ? SECTIONS[kind].map(({ id, title }) => (
            <ReadSection
              key={id}
              id={id}
              title={title}
              flow={flow}
              agentName={agentName}
              paths={guides.filter(({ section }) => section === id).map(({ path }) => path)}
            />
          ))
        : null}
    </div>
  );
}

interface ReadSectionProps extends FlowReadingProps {
  id: SectionId;
  title: string;
  paths: string[];
}

function ReadSection({ id, title, flow, agentName, paths }: ReadSectionProps) {
  return (
    <SectionCard title={title}>
      <div className="flex flex-col gap-5">
        {paths.length > 0 ? <FlowFacts flow={flow} paths={paths} agentName={agentName} /> : null}
        {isCallFlow(flow) && id === "prompt" ? (
          <PromptVersions
            versions={flow.promptVersions}
            currentPromptId={flow.currentPromptId}
            prompt={flow.prompt ?? ""}
          />
        ) : null}
        {isCallFlow(flow) && id === "webhooks" ? (
          <WebhookCards existing={flow.webhooks ?? []} added={[]} />
        ) : null}
        {isCallFlow(flow) && id === "graph" ? (
          <FlowGraphField value={flow.flowData} startNodeId={flow.startNodeId} />
        ) : null}
      </div>
    </SectionCard>
  );
}
