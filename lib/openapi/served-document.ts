import { sessionCookieName } from "@/lib/identity/session-token";

/**
 * The published contract as one portal serves it: at its own address, and with the name of its session's cookie, which
 * depends on whether it is behind HTTPS.
 */
export async function servedDocument(portal: { origin: string; secureCookies: boolean }) {
  // Loaded on first use: the script that writes the file imports every route, and may run before the file exists.
  const { default: document } = await import("@/docs/openapi.json");
  const { components } = document;
  const session = { ...components.securitySchemes.session, name: sessionCookieName(portal.secureCookies) };
  return {
    ...document,
    servers: [{ url: portal.origin }],
    components: { ...components, securitySchemes: { ...components.securitySchemes, session } },
  };
}
