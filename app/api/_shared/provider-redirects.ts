import "server-only";
import { ownOrigin } from "@/lib/bff/admit";
import type { Reply } from "@/lib/bff/respond";
import type { SignInFailure } from "@/lib/providers/sign-in-failures";
import type { Purpose } from "@/lib/providers/sign-in-state";

/** Leads a browser to a path of this portal. */
export function redirection(headers: Headers, path: string): Reply {
  return { status: 303, headers: { Location: `${ownOrigin(headers)}${path}` } };
}

interface FailedWay {
  failure: SignInFailure;
  purpose: Purpose;
  path: string;
}

/** Returns the page that says why a way through an identity provider came to nothing. */
export function whereItFailed({ failure, purpose, path }: FailedWay): string {
  // Who only links an account or confirms who they are is still signed in.
  if (purpose !== "sign_in") return `/account?failed=${failure}`;
  return `/sign-in?failed=${failure}&callbackUrl=${encodeURIComponent(path)}`;
}
