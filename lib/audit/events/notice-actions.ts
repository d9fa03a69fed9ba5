import { action } from "./action";
import { ENTITY } from "./ocsf";

const CHANNEL = { chains: "portal", group: "Notices", target: ["notice_channel"] } as const;
const COMMENT = {
  chains: "workspace",
  group: "Comments",
  target: ["comment"],
  targetInVerb: true,
  detail: { event: { kind: "id", label: "Commented event" } },
} as const;

/** The actions on what people learn of, and on what they say about events. */
export const NOTICE_ACTIONS = {
  "notice_rules.change": action({
    chains: "portal",
    group: "Notices",
    target: ["user"],
    targetInVerb: true,
    label: "Rules for notices changed",
    done: "changed of what they want to learn",
    attempt: "change of what they want to learn",
    ocsf: ENTITY.Update,
    detail: {},
  }),
  "notice_channel.add": action({
    ...CHANNEL,
    label: "Channel for notices added",
    done: "has notices sent to",
    attempt: "have notices sent to",
    ocsf: ENTITY.Create,
    detail: { format: { kind: "text", label: "Format", required: true } },
  }),
  "notice_channel.change": action({
    ...CHANNEL,
    label: "Channel for notices changed",
    done: "changed the channel for notices at",
    attempt: "change the channel for notices at",
    ocsf: ENTITY.Update,
    detail: {},
  }),
  "notice_channel.pause": action({
    ...CHANNEL,
    label: "Channel for notices paused",
    done: "paused the channel for notices at",
    attempt: "pause the channel for notices at",
    ocsf: ENTITY.Disable,
    detail: { status: { kind: "count", label: "Status" } },
  }),
  "notice_channel.remove": action({
    ...CHANNEL,
    label: "Channel for notices removed",
    done: "removed the channel for notices at",
    attempt: "remove the channel for notices at",
    ocsf: ENTITY.Delete,
    detail: { undelivered: { kind: "count", label: "Undelivered", required: true } },
  }),
  "notice_channel.test": action({
    ...CHANNEL,
    label: "Channel for notices tested",
    done: "tested the channel for notices at",
    attempt: "test the channel for notices at",
    ocsf: ENTITY.Other,
    detail: {
      status: { kind: "count", label: "Status", orNull: true, required: true },
      error: { kind: "text", label: "Error", orNull: true, required: true },
    },
  }),
  "comment.add": action({
    ...COMMENT,
    label: "Comment written",
    done: "wrote a comment on an event",
    attempt: "write a comment on an event",
    ocsf: ENTITY.Create,
  }),
  "comment.change": action({
    ...COMMENT,
    label: "Comment changed",
    done: "changed a comment of their own",
    attempt: "change a comment",
    ocsf: ENTITY.Update,
  }),
  "comment.remove": action({
    ...COMMENT,
    label: "Comment removed",
    done: "removed a comment of their own",
    attempt: "remove a comment",
    ocsf: ENTITY.Delete,
  }),
};
