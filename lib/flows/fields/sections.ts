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

interface Section {
  id: SectionId;
  title: string;
  /** Help for the whole section, in one or two sentences. */
  about?: string;
}

/** The sections of each kind of flow, in the order of the form. */
export const SECTIONS: Record<FlowKind, Section[]> = {
  call_flow: [
    { id: "basics", title: "Basics" },
    { id: "prompt", title: "Prompt" },
    {
      id: "variables",
      title: "Dynamic variables",
      about: "Named values that prompts and messages can refer to, kept in collections.",
    },
    { id: "welcome", title: "Welcome", about: "Who speaks first on a call, and with which words." },
    { id: "conversation", title: "Conversation" },
    { id: "knowledge", title: "Knowledge and transfers" },
    {
      id: "limits",
      title: "Call limits",
      about:
        "Trillet takes these once the flow exists. Some flows can only be changed together with both of them.",
    },
    {
      id: "hours",
      title: "Response and working hours",
      about: "Trillet takes these once the flow exists.",
    },
    { id: "security", title: "Security and access" },
    {
      id: "webhooks",
      title: "Webhooks",
      about:
        "Addresses that Trillet calls. A webhook can be added, but never changed or removed through the API.",
    },
    {
      id: "graph",
      title: "Flow graph",
      about: "The steps of a call and the paths between them. They are fixed once the flow exists.",
    },
    { id: "special", title: "Special flows", about: "Only some workspaces may use these." },
  ],
  message_flow: [
    { id: "basics", title: "Basics" },
    {
      id: "messages",
      title: "Messages",
      about: "What the agent says first and how it goes on. Both are fixed once the flow exists.",
    },
    { id: "hours", title: "Response and working hours" },
    { id: "email", title: "E-mail", about: "Used by flows whose message channel is e-mail." },
    { id: "security", title: "Security" },
  ],
};
