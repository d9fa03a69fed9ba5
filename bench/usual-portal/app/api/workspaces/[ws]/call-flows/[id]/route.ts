import { randomUUID } from "node:crypto";
import { getServerSession } from "next-auth";
import { z } from "zod";
import { authOptions } from "../../../../../../auth";
import { prisma } from "../../../../../../database";
import { askUpstream } from "../../../../../../upstream";

const patchBody = z.strictObject({
  name: z.string().min(1).max(200).optional(),
  description: z.string().max(2_000).optional(),
});
const WRITERS = new Set(["editor", "admin"]);

type Context = { params: Promise<{ ws: string; id: string }> };

/** Who is it, may they, what is there, forward it, note it, answer: all that the usual portal does for a write. */
export async function PATCH(request: Request, { params }: Context): Promise<Response> {
  const session = await getServerSession(authOptions);
  if (!session?.userId) return Response.json({ error: "Sign in first" }, { status: 401 });
  const { ws, id } = await params;
  const membership = await prisma.membership.findUnique({
    where: { userId_workspaceId: { userId: session.userId, workspaceId: ws } },
  });
  if (!membership || !WRITERS.has(membership.role)) {
    return Response.json({ error: "Not allowed" }, { status: 403 });
  }
  const body = patchBody.safeParse(await request.json());
  if (!body.success) return Response.json({ error: body.error.issues }, { status: 400 });
  const before = await askUpstream("GET", id);
  const after = await askUpstream("PUT", id, { promptType: "simple", ...body.data });
  await prisma.auditEntry.create({
    data: {
      id: randomUUID(),
      workspaceId: ws,
      userId: session.userId,
      action: "call_flow.update",
      targetId: id,
      before: { name: before.name, description: before.description },
      after: { name: after.name, description: after.description },
    },
  });
  return Response.json(after);
}
