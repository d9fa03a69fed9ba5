import { PrismaPg } from "@prisma/adapter-pg";
import { PrismaClient } from "./generated/client";

const shared = globalThis as { prisma?: PrismaClient };

shared.prisma ??= new PrismaClient({
  adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL ?? "" }),
});

/** The one client of this process, as Prisma's own guide for Next makes it. */
export const prisma = shared.prisma;
