export const dynamic = "force-dynamic";

/** A handler that does nothing: what the framework itself costs. */
export function GET(): Response {
  return Response.json({ ok: true });
}
