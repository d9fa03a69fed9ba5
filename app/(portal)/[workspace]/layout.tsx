import type { ReactNode } from "react";
import { requireWorkspace } from "@/lib/bff/page-access";

interface WorkspaceLayoutProps {
  params: Promise<{ workspace: string }>;
  children: ReactNode;
}

export default async function WorkspaceLayout({ params, children }: WorkspaceLayoutProps) {
  // Access is checked here, outside of any loading boundary, so that an unknown workspace gets a real 404.
  await requireWorkspace((await params).workspace, "workspace.read");
  return children;
}
