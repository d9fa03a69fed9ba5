import { type FieldGuide, inSection } from "./guide-entry";

/** What both kinds of flow say about themselves; the upstream makes all of it. */
export const RECORD_GUIDE: FieldGuide[] = inSection("basics", {
  "/id": { help: "The flow's id, given by the upstream." },
  "/workspaceId": { help: "The upstream workspace that the flow belongs to." },
  "/createdAt": { help: "When the flow was created." },
  "/updatedAt": { help: "When the flow was last changed." },
});
