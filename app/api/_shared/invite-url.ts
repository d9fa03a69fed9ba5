import "server-only";
import { ownOrigin } from "@/lib/bff/admit";

/** The link with which an invited person sets a password. */
export function inviteUrl(request: Request, token: string): string {
  return `${ownOrigin(request.headers)}/invite/${token}`;
}
