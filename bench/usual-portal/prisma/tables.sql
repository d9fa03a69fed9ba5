CREATE TABLE "User" (
  "id" UUID PRIMARY KEY,
  "email" TEXT NOT NULL UNIQUE,
  "name" TEXT NOT NULL,
  "passwordHash" TEXT NOT NULL
);
CREATE TABLE "Membership" (
  "userId" UUID NOT NULL REFERENCES "User" ("id"),
  "workspaceId" TEXT NOT NULL,
  "role" TEXT NOT NULL,
  PRIMARY KEY ("userId", "workspaceId")
);
CREATE TABLE "AuditEntry" (
  "id" UUID PRIMARY KEY,
  "workspaceId" TEXT NOT NULL,
  "userId" UUID NOT NULL,
  "action" TEXT NOT NULL,
  "targetId" TEXT NOT NULL,
  "before" JSONB NOT NULL,
  "after" JSONB NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "AuditEntry_workspaceId_createdAt_idx" ON "AuditEntry" ("workspaceId", "createdAt");
