import { action } from "./action";
import { ENTITY } from "./ocsf";
import { fromAddress } from "./sentence-parts";

const MAIL = { chains: "portal", group: "Mail", target: ["user"] } as const;
const RESET = { chains: "both", group: "People", target: ["user"], unnamed: "somebody" } as const;

/** The actions on mails, and on links for a new password that no owner made. */
export const MAIL_ACTIONS = {
  "mail.give_up": action({
    ...MAIL,
    label: "Mail given up",
    done: "gave up a mail to",
    attempt: "send a mail to",
    unnamed: "somebody",
    ocsf: ENTITY.Other,
    detail: {
      mail: { kind: "text", label: "Mail" },
      attempts: { kind: "count", label: "Attempts" },
      error: { kind: "text", label: "Why" },
    },
  }),
  "mail.test": action({
    ...MAIL,
    label: "Test mail sent",
    done: "sent a test mail to",
    attempt: "send a test mail to",
    unnamed: "somebody",
    ocsf: ENTITY.Other,
    detail: { error: { kind: "text", label: "Why it failed", orNull: true } },
  }),
  "password_reset.request": action({
    ...RESET,
    chains: "portal",
    label: "New password asked for",
    done: "sent a link for a new password to",
    attempt: "send a link for a new password to",
    ocsf: ENTITY.Other,
    detail: { scope: { kind: "text", label: "Limit" } },
    sentence: (event) =>
      event.target?.name
        ? `sent a link for a new password to ${event.target.name}, as somebody asked${fromAddress(event)}`
        : null,
  }),
  "password_reset.rescue": action({
    ...RESET,
    label: "Link made on the server",
    done: "made a link on the server for a new password of",
    attempt: "make a link on the server for a new password of",
    ocsf: ENTITY.Other,
    detail: {},
  }),
  "password_reset.complete": action({
    ...RESET,
    label: "Password set by a link",
    done: "set a new password for",
    attempt: "set a new password for",
    ocsf: ENTITY.Other,
    detail: {
      sessionsEnded: { kind: "count", label: "Sessions ended" },
      way: { kind: "text", label: "The link came by" },
    },
    sentence: ({ detail }) =>
      detail.way === undefined
        ? null
        : `set a new password by a link ${detail.way === "server" ? "that was made on the server" : "that came by mail"}`,
  }),
};
