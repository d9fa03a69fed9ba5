import { type NextRequest, NextResponse } from "next/server";
import { LINKS } from "@/lib/identity/link-kinds";

/** `next dev` needs eval for its reloading and an open socket; a built portal never gets either. */
const isDev = process.env.NODE_ENV === "development";

function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDev ? " 'unsafe-eval'" : ""}`,
    // Component libraries position pop-ups by style attributes, which can't carry a nonce.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self'${isDev ? " ws:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}

/**
 * Gives every page an id of its own, under which a failure is in the log, and a fresh nonce with a policy for it, in the place of the
 * one that `scripts/serve.ts` gives every answer. Next
 * reads the nonce out of the request's policy header and puts it on its own scripts; any other inline script is refused
 * by the browser.
 */
export function proxy(request: NextRequest): NextResponse {
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = contentSecurityPolicy(nonce);
  const headers = new Headers(request.headers);
  const requestId = crypto.randomUUID();
  headers.set("x-request-id", requestId);
  headers.set("x-nonce", nonce);
  headers.set("x-pathname", request.nextUrl.pathname + request.nextUrl.search);
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  response.headers.set("X-Request-Id", requestId);
  // Links of earlier versions have a secret in the path: it must not travel on, not even to a script of the page itself.
  const { pathname } = request.nextUrl;
  if (Object.values(LINKS).some(({ page }) => pathname === page || pathname.startsWith(`${page}/`)))
    response.headers.set("Referrer-Policy", "no-referrer");
  return response;
}

/**
 * Everything but built assets, which are public and the same for everyone, and the API, whose answers are no documents. No
 * workspace can have either name (`RESERVED` in `lib/workspaces/workspace-schemas.ts`).
 */
export const config = { matcher: ["/((?!api/|_next/static/).*)"] };
