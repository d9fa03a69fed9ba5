-- The newest change of any flow of a workspace, which the overview shows of all workspaces (`lastFlowChanges`). Without it the
-- server may go back through a whole log by another index, in search of a kind of change that never happened there.
CREATE INDEX "AuditEvent_changes_of_flows" ON "AuditEvent" ("chain", "sequence")
    WHERE "outcome" = 'succeeded' AND "action" IN (
        'call_flow.create', 'call_flow.update', 'call_flow.restore', 'call_flow.drift',
        'message_flow.create', 'message_flow.update', 'message_flow.restore', 'message_flow.drift');
