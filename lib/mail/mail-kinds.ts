import { browserName } from "@/lib/text/browser-name";
import { withoutDisguise } from "@/lib/text/readable";

/** A link with a secret token: to a page of the portal, for so many minutes. */
export interface MailedLink {
  path: string;
  minutes: number;
}

/** One of several things in a mail. */
export interface MailedItem {
  text: string;
  path: string;
  /** In milliseconds since 1970. */
  at: number;
}

/** The text of a mail, before it is rendered. Names in it are as people typed them, but without disguises. */
interface MailText {
  paragraphs: string[];
  /** What happened, each with the page that says more, and when. With them, the mail says of itself neither when nor from where. */
  items?: MailedItem[];
  /** What the reader can do, as a button. */
  link?: { label: string; path: string };
  /** What stands below the button. */
  closing: string[];
}

interface Kind<Detail> {
  /** Nothing that a person typed is in it, so that nothing can break out of the header. */
  subject: string;
  text: (detail: Detail) => MailText;
}

/** What each kind of mail has to say. */
interface MailDetails {
  invitation: { by: string | null; link: MailedLink };
  password_link: { by: string | null; link: MailedLink };
  password_reset_link: { link: MailedLink };
  password_reset: object;
  password_by_link: { by: string | null };
  password_changed: object;
  rescue_link: object;
  factor_added: { passkey: string | null };
  factor_removed: { passkey: string | null };
  recovery_code_used: { left: number };
  factors_reset: { by: string | null };
  token_revoked: { by: string; token: string };
  identity_linked: { by: string };
  address_changed: { by: string };
  break_glass: { by: string; ip: string | null };
  new_device: { ip: string | null; userAgent: string | null };
  /** `more`: so many that the inbox alone has. */
  notices: { items: MailedItem[]; more: number };
  test: { by: string | null };
}

/** Declares a kind of mail, and what it says. */
function mail<Detail>(subject: string, text: (detail: Detail) => MailText): Kind<Detail> {
  return { subject, text };
}

const OPERATOR = "Somebody who runs the server";
const who = (name: string | null, operator = OPERATOR) => (name === null ? operator : withoutDisguise(name));

/** Returns the words for a second factor, by the name of a passkey. */
const factorName = (passkey: string | null) =>
  passkey === null ? "An authenticator app" : `The passkey “${withoutDisguise(passkey)}”`;

const HOUR = 60;
const DAY = 24 * HOUR;

/** Returns a time as people say it: "30 minutes", "7 days". */
function lifeWords(minutes: number): string {
  const [count, unit] =
    minutes % DAY === 0
      ? [minutes / DAY, "day"]
      : minutes % HOUR === 0
        ? [minutes / HOUR, "hour"]
        : [minutes, "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

const works = ({ minutes }: MailedLink) => `The link works once, for ${lifeWords(minutes)}.`;

const ACCOUNT = { label: "Look at your account", path: "/account" };
const UNEXPECTED =
  "If you don't expect this, set a new password, end the sessions that you don't know, and tell an owner of the portal.";

/** All kinds of mails. */
export const MAILS: { [Name in keyof MailDetails]: Kind<MailDetails[Name]> } = {
  invitation: mail("You are invited to Switchboard", ({ by, link }) => ({
    paragraphs: [
      `${who(by)} invited you to Switchboard, where your team works on its voice and message flows.`,
      "Choose a password to begin.",
    ],
    link: { label: "Choose a password", path: link.path },
    closing: [
      works(link),
      "If you don't expect this, do nothing: nobody can sign in as you without the link.",
    ],
  })),
  password_link: mail("A link for a new password of Switchboard", ({ by, link }) => ({
    paragraphs: [`${who(by)} made a link by which you can choose a new password.`],
    link: { label: "Choose a new password", path: link.path },
    closing: [works(link), "If you didn't ask for it, do nothing, and tell an owner of the portal."],
  })),
  password_reset_link: mail("Your new password for Switchboard", ({ link }) => ({
    paragraphs: [
      "Somebody asked for a new password for your account. If it was you, choose one now.",
      "All your sessions end then. A second factor stays as it is.",
    ],
    link: { label: "Choose a new password", path: link.path },
    closing: [
      works(link),
      "If it wasn't you, do nothing: your password stays, and nobody but you has this link.",
    ],
  })),
  password_reset: mail("Your password was changed", () => ({
    paragraphs: ["Your password was changed by a link that we had sent to this address."],
    link: ACCOUNT,
    closing: [UNEXPECTED],
  })),
  password_by_link: mail("Your password was changed", ({ by }) => ({
    paragraphs: [`Your password was changed by a link that ${who(by, "somebody who runs the server")} made.`],
    link: ACCOUNT,
    closing: [UNEXPECTED],
  })),
  password_changed: mail("Your password was changed", () => ({
    paragraphs: ["Your password was changed on the page of your account. Your other sessions have ended."],
    closing: [
      "If it wasn't you, ask for a new password on the sign-in page at once, and tell an owner of the portal.",
    ],
  })),
  rescue_link: mail("A link for a new password was made on the server", () => ({
    paragraphs: [`${OPERATOR} made a link by which a new password can be set for your account.`],
    link: ACCOUNT,
    closing: [UNEXPECTED],
  })),
  factor_added: mail("A second factor was set up", ({ passkey }) => ({
    paragraphs: [`${factorName(passkey)} was added to your account.`],
    link: ACCOUNT,
    closing: [UNEXPECTED],
  })),
  factor_removed: mail("A second factor was removed", ({ passkey }) => ({
    paragraphs: [`${factorName(passkey)} was removed from your account.`],
    link: ACCOUNT,
    closing: [UNEXPECTED],
  })),
  recovery_code_used: mail("A recovery code was used", ({ left }) => ({
    paragraphs: [
      `A recovery code was used in place of your second factor. ${left} of your codes ${left === 1 ? "is" : "are"} left.`,
    ],
    link: ACCOUNT,
    closing: [UNEXPECTED],
  })),
  factors_reset: mail("Your second factors were removed", ({ by }) => ({
    paragraphs: [
      `${who(by)} removed all second factors of your account, so that your password alone lets in.`,
      "Set a second factor up again on the page of your account.",
    ],
    link: ACCOUNT,
    closing: [UNEXPECTED],
  })),
  token_revoked: mail("One of your tokens was revoked", ({ by, token }) => ({
    paragraphs: [
      `${who(by)} revoked your token “${withoutDisguise(token)}”. Scripts that use it are refused from now on.`,
    ],
    link: ACCOUNT,
    closing: [],
  })),
  identity_linked: mail("Your account was linked", ({ by }) => ({
    paragraphs: [`The identity provider “${withoutDisguise(by)}” can sign you in from now on.`],
    link: ACCOUNT,
    closing: [UNEXPECTED],
  })),
  address_changed: mail("The address of your account was changed", ({ by }) => ({
    paragraphs: [
      `The directory of “${withoutDisguise(by)}” changed the e-mail address by which you sign in.`,
    ],
    link: ACCOUNT,
    closing: [UNEXPECTED],
  })),
  break_glass: mail("A break-glass owner signed in", ({ by, ip }) => ({
    paragraphs: [
      `${who(by)} signed in from ${ip ?? "an address that is not known"} without the identity provider, as they may for the day when it fails.`,
    ],
    closing: ["If nobody told you why, ask them. The portal's log has the rest."],
  })),
  new_device: mail("A sign-in with a new browser", ({ ip, userAgent }) => ({
    paragraphs: [
      `Somebody signed in as you with a browser that you never used before: ${browserName(userAgent)}, at ${
        ip ?? "an address that is not known"
      }.`,
    ],
    link: ACCOUNT,
    closing: [`If it was you, all is well. ${UNEXPECTED}`],
  })),
  notices: mail("News from your workspaces", ({ items, more }) => ({
    paragraphs: [],
    items,
    link: { label: "All notices", path: "/notices" },
    closing: [
      ...(more > 0 ? [`The list of notices has ${more} more.`] : []),
      "You get this as your rules for notices say. They are on the page of your account.",
    ],
  })),
  test: mail("A test mail from Switchboard", ({ by }) => ({
    paragraphs: [`${who(by)} asked for this mail. It shows that the portal can send mails.`],
    closing: [],
  })),
};

export type MailKind = keyof MailDetails;

/** A mail to be written: its kind, and what it has to say. */
export type MailFacts<K extends MailKind = MailKind> = {
  [Name in K]: { kind: Name; detail: MailDetails[Name] };
}[K];

/** Returns the text of a mail. */
export function mailText<K extends MailKind>({ kind, detail }: MailFacts<K>): MailText {
  return MAILS[kind].text(detail);
}

/** Returns after how many minutes a mail is of no use any more; null for one that always is. */
export function mailLife({ detail }: MailFacts): number | null {
  return "link" in detail ? detail.link.minutes : null;
}
