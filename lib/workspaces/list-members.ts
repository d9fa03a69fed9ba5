import "server-only";
import { database } from "@/lib/db/client";

export interface MemberView {
  userId: string;
  name: string;
  email: string;
  role: string;
  isOwner: boolean;
  disabled: boolean;
}

/** Everyone bound to a workspace, by name. */
export async function listMembers(workspaceId: string): Promise<MemberView[]> {
  const rows = await database().binding.findMany({
    where: { workspaceId },
    include: { user: true },
    orderBy: [{ user: { name: "asc" } }, { user: { email: "asc" } }],
  });
  return rows.map(({ role, user }) => ({
    userId: user.id,
    name: user.name,
    email: user.email,
    role,
    isOwner: user.isOwner,
    disabled: user.disabledAt !== null,
  }));
}
