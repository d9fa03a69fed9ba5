import type { FlowKind } from "@/lib/flows/model/flow";

/** A group of fields that belong together for the people who edit a flow. */
export type SectionId =
  | "basics"
  | "prompt"
  | "messages"
  | "variables"
  | "welcome"
  | "conversation"
  | "knowledge"
  | "limits"
  | "hours"
  | "email"
  | "security"
  | "webhooks"
  | "graph"
  | "special";

/** What several sections have in common, as a heading above the first of them. */
type SectionGroup =
  | "What it says"
  | "What it knows"
  | "How it runs"
  | "Connections"
  | "About"
  | "Rarely needed";

interface Section {
  id: SectionId;
  group: SectionGroup;
  title: string;
  /** Help for the whole section, in one or two sentences. */
  about?: string;
}

/** The sections of each kind of flow, in the order of reading: what people come for is first. */
export const SECTIONS: Record<FlowKind, Section[]> = {
  call_flow: [
    { id: "prompt", group: "What it says", title: "Prompt" },
    { id: "welcome", group: "What it says", title: "Welcome" },
    { id: "variables", group: "What it knows", title: "Dynamic variables" },
    { id: "knowledge", group: "What it knows", title: "Knowledge and transfers" },
    { id: "conversation", group: "How it runs", title: "Conversation" },
    {
      id: "limits",
      group: "How it runs",
      title: "Call limits",
      about: "Some flows can only be changed together with both of them.",
    },
    { id: "hours", group: "How it runs", title: "Response and working hours" },
    {
      id: "webhooks",
      group: "Connections",
      title: "Webhooks",
      about: "Webhooks can be added here. Only Trillet's own dashboard changes or removes them.",
    },
    { id: "security", group: "Connections", title: "Security and access" },
    { id: "basics", group: "About", title: "Basics" },
    {
      id: "graph",
      group: "Rarely needed",
      title: "Flow graph",
      about: "The steps of a call and the paths between them. They are fixed once the flow exists.",
    },
    {
      id: "special",
      group: "Rarely needed",
      title: "Special flows",
      about: "Only some workspaces may use these.",
    },
  ],
  message_flow: [
    {
      id: "messages",
      group: "What it says",
      title: "Messages",
      about: "What the agent says first and how it goes on. Both are fixed once the flow exists.",
    },
    {
      id: "email",
      group: "What it says",
      title: "E-mail",
      about: "Used by flows whose message channel is e-mail.",
    },
    { id: "hours", group: "How it runs", title: "Response and working hours" },
    { id: "security", group: "Connections", title: "Security" },
    { id: "basics", group: "About", title: "Basics" },
  ],
};

/** Returns the sections in the order of a form. A new flow begins with its name; an existing one has it already. */
export function sectionsInOrder(kind: FlowKind, mode: "create" | "update"): Section[] {
  const sections = SECTIONS[kind];
  if (mode === "update") return sections;
  const basics = sections.filter(({ id }) => id === "basics");
  return [...basics, ...sections.filter(({ id }) => id !== "basics")];
}
