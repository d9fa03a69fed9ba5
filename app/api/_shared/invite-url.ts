import "server-only";
import { ownOrigin } from "@/lib/bff/admit";

/**
 * The link with which an invited person sets a password, as the API has always answered it: scripts take the token from its path. The page
 * moves it behind the `#` at once; mails have it there.
 */
export function inviteUrl(request: Request, token: string): string {
  return `${ownOrigin(request.headers)}/invite/${token}`;
}
