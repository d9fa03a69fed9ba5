import type { ReactNode } from "react";
import type { Notice as AccountNotice } from "@/lib/identity/notice-kinds";
import { browserName } from "@/lib/text/browser-name";
import { GivenName } from "../ui/given-name";

/** What to do about most things that one does not expect. */
export const SUSPICION =
  "If you don't expect this, end the sessions that you don't know, set a new password, and tell an owner.";

interface Words {
  title: string;
  text: ReactNode;
  /** What to do, where it isn't the usual. */
  advice?: string;
}

/** Names who made something; null is somebody on the server. */
function Maker({ by, within }: { by: string | null; within?: true }) {
  if (by !== null) return <GivenName>{by}</GivenName>;
  return `${within ? "s" : "S"}omebody who runs the server`;
}

/** The words for a second factor, by the name of a passkey. */
function Factor({ passkey }: { passkey: string | null }) {
  if (passkey === null) return "The authenticator app";
  return (
    <>
      The passkey <GivenName>{passkey}</GivenName>
    </>
  );
}

/** Returns the words for something that happened to an account. `text` ends where the time follows. */
export function wordsOf(notice: AccountNotice): Words {
  switch (notice.kind) {
    case "new_device": {
      const { ip, userAgent } = notice.detail;
      return {
        title: "A sign-in with a new browser",
        text: `${browserName(userAgent)} at ${ip ?? "an address that is not known"} signed in as you`,
      };
    }
    case "password_link":
      return {
        title: "A link for a new password",
        text: (
          <>
            <Maker {...notice.detail} /> made one for your account
          </>
        ),
      };
    case "password_by_link":
      return {
        title: "A new password was set for you",
        text: (
          <>
            It was set by a link that <Maker {...notice.detail} within /> made
          </>
        ),
      };
    case "rescue_link":
      return {
        title: "A link for a new password",
        text: (
          <>
            <Maker by={null} /> made one for your account
          </>
        ),
      };
    case "password_reset":
      return {
        title: "A new password was set for you",
        text: "It was set by a link that was sent to your e-mail address",
      };
    case "password_changed":
      return {
        title: "Your password was changed",
        text: "It was changed on this page, in a session of yours",
      };
    case "generated_password":
      return {
        title: "Choose a password of your own",
        text: "A day after its first use, the one that was made for you only lets you choose another. You signed in with it",
        advice: "Change it on the page of your account.",
      };
    case "factor_added":
      return {
        title: "A second factor was set up",
        text: (
          <>
            <Factor {...notice.detail} /> was added to your account
          </>
        ),
      };
    case "factor_removed":
      return {
        title: "A second factor was removed",
        text: (
          <>
            <Factor {...notice.detail} /> was removed from your account
          </>
        ),
      };
    case "recovery_code_used": {
      const { left } = notice.detail;
      return {
        title: "A recovery code was used",
        text: `It signed you in, or confirmed that it is you; ${left} of your codes ${left === 1 ? "is" : "are"} left. It was used`,
      };
    }
    case "token_revoked": {
      const { by, token } = notice.detail;
      return {
        title: "One of your tokens was revoked",
        text: (
          <>
            <GivenName>{by}</GivenName> revoked your token <GivenName>{token}</GivenName>
          </>
        ),
        advice:
          "Scripts that use it are refused. If you still need it, make a new one on the page of your account.",
      };
    }
    case "identity_linked":
      return {
        title: "Your account was linked",
        text: (
          <>
            <GivenName>{notice.detail.by}</GivenName> can sign you in from now on. It was linked
          </>
        ),
      };
    case "address_changed":
      return {
        title: "Your address was changed",
        text: (
          <>
            The directory of <GivenName>{notice.detail.by}</GivenName> changed the e-mail address by which you
            sign in. It was changed
          </>
        ),
      };
    case "break_glass": {
      const { by, ip } = notice.detail;
      return {
        title: "A break-glass owner signed in",
        text: (
          <>
            <GivenName>{by}</GivenName> signed in from {ip ?? "an address that is not known"} without the
            identity provider, as they may for the day when it fails
          </>
        ),
        advice: "If nobody told you why, ask them. The portal's log has the rest.",
      };
    }
    case "factors_reset":
      return {
        title: "Your second factors were removed",
        text: (
          <>
            Your password alone lets in now: set a second factor up again on the page of your account.{" "}
            <Maker {...notice.detail} /> removed them
          </>
        ),
      };
  }
}
