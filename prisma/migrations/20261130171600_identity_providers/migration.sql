-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "providerId" UUID,
ADD COLUMN     "sealedIdToken" TEXT;

-- CreateTable
CREATE TABLE "SignInProvider" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "issuer" TEXT NOT NULL,
    "clientId" TEXT NOT NULL,
    "sealedSecret" TEXT NOT NULL,
    "secretHint" TEXT NOT NULL,
    "scopes" TEXT NOT NULL,
    "groupsClaim" TEXT,
    "joining" BOOLEAN NOT NULL DEFAULT false,
    "enabled" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SignInProvider_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProviderDomain" (
    "domain" TEXT NOT NULL,
    "providerId" UUID NOT NULL,
    "token" TEXT NOT NULL,
    "provenAt" TIMESTAMPTZ(3),
    "checkedAt" TIMESTAMPTZ(3),
    "enforced" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "ProviderDomain_pkey" PRIMARY KEY ("domain")
);

-- CreateTable
CREATE TABLE "ProviderGroupRole" (
    "providerId" UUID NOT NULL,
    "groupName" TEXT NOT NULL,
    "workspaceId" UUID NOT NULL,
    "role" "Role" NOT NULL,

    CONSTRAINT "ProviderGroupRole_pkey" PRIMARY KEY ("providerId","groupName","workspaceId")
);

-- CreateTable
CREATE TABLE "ProviderException" (
    "providerId" UUID NOT NULL,
    "userId" UUID NOT NULL,

    CONSTRAINT "ProviderException_pkey" PRIMARY KEY ("providerId","userId")
);

-- CreateTable
CREATE TABLE "ExternalIdentity" (
    "providerId" UUID NOT NULL,
    "subject" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "email" TEXT,
    "groups" TEXT[] DEFAULT ARRAY[]::TEXT[],
    "confirmed" BOOLEAN NOT NULL DEFAULT false,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "usedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ExternalIdentity_pkey" PRIMARY KEY ("providerId","subject")
);

-- CreateTable
CREATE TABLE "SpentSignInState" (
    "id" UUID NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "SpentSignInState_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "SignInProvider_issuer_clientId_key" ON "SignInProvider"("issuer", "clientId");

-- CreateIndex
CREATE INDEX "ProviderDomain_providerId_idx" ON "ProviderDomain"("providerId");

-- CreateIndex
CREATE INDEX "ProviderGroupRole_workspaceId_idx" ON "ProviderGroupRole"("workspaceId");

-- CreateIndex
CREATE INDEX "ProviderException_userId_idx" ON "ProviderException"("userId");

-- CreateIndex
CREATE INDEX "ExternalIdentity_userId_idx" ON "ExternalIdentity"("userId");

-- CreateIndex
CREATE UNIQUE INDEX "ExternalIdentity_providerId_userId_key" ON "ExternalIdentity"("providerId", "userId");

-- CreateIndex
CREATE INDEX "SpentSignInState_expiresAt_idx" ON "SpentSignInState"("expiresAt");

-- CreateIndex
CREATE INDEX "Session_providerId_idx" ON "Session"("providerId");

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_providerId_fkey" FOREIGN KEY ("providerId") REFERENCES "SignInProvider"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProviderDomain" ADD CONSTRAINT "ProviderDomain_providerId_fkey" FOREIGN KEY ("providerId") REFERENCES "SignInProvider"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProviderGroupRole" ADD CONSTRAINT "ProviderGroupRole_providerId_fkey" FOREIGN KEY ("providerId") REFERENCES "SignInProvider"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProviderGroupRole" ADD CONSTRAINT "ProviderGroupRole_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProviderException" ADD CONSTRAINT "ProviderException_providerId_fkey" FOREIGN KEY ("providerId") REFERENCES "SignInProvider"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProviderException" ADD CONSTRAINT "ProviderException_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExternalIdentity" ADD CONSTRAINT "ExternalIdentity_providerId_fkey" FOREIGN KEY ("providerId") REFERENCES "SignInProvider"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ExternalIdentity" ADD CONSTRAINT "ExternalIdentity_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
