-- The state comes first. By an index that begins with the workspace, a server without statistics looked a change up by its
-- key: it read all of the workspace's changes, and a connection keeps such a plan.
DROP INDEX "Change_workspaceId_state_idx";
CREATE INDEX "Change_state_workspaceId_idx" ON "Change"("state", "workspaceId");
