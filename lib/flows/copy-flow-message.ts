import { type CopyDraft, idOrNothing, told, unknownToUs } from "./copy-flow-draft";
import type { MessageFlow } from "./message-flow";

/** Drafts the copy of a message flow. A create takes everything that an update takes, so nothing follows it. */
export function messageFlowCopy(flow: MessageFlow): CopyDraft {
  const { responseSettings, security, emailSettings, knowledgeBases } = flow.settings;
  const { delay, workingHours } = responseSettings;
  const notCopied: CopyDraft["notCopied"] = [];
  if (flow.autopilot === true) {
    notCopied.push({ path: "/autopilot", why: "The copy starts without autopilot" });
  }
  if ((knowledgeBases ?? []).length > 0) {
    notCopied.push({ path: "/settings/knowledgeBases", why: "No request of the upstream takes them" });
  }
  return {
    body: {
      ...told({
        direction: flow.direction,
        description: flow.description,
        agent: idOrNothing(flow.agent),
        initiationMessage: flow.initiationMessage,
        prompt: flow.prompt,
        messageChannel: flow.messageChannel,
        settings: told({
          responseSettings: told({ delay, workingHours: told(workingHours) }),
          security: told(security),
          emailSettings: told(emailSettings),
        }),
      }),
      autopilot: false,
    },
    later: null,
    notCopied: [...notCopied, ...unknownToUs(flow.unknownFields)],
  };
}
