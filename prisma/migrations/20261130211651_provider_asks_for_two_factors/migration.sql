-- AlterTable
ALTER TABLE "SignInProvider" ADD COLUMN     "asksForTwoFactors" BOOLEAN NOT NULL DEFAULT false;
