import { verify } from "@node-rs/argon2";
import type { AuthOptions } from "next-auth";
import CredentialsProvider from "next-auth/providers/credentials";
import { prisma } from "./database";

declare module "next-auth" {
  interface Session {
    userId?: string | undefined;
  }
}

/** The usual settings of next-auth for passwords: a token in a cookie, and no row that a sign-out could end. */
export const authOptions: AuthOptions = {
  session: { strategy: "jwt" },
  providers: [
    CredentialsProvider({
      name: "E-mail and password",
      credentials: { email: { type: "email" }, password: { type: "password" } },
      authorize: async (credentials) => {
        const user = await prisma.user.findUnique({ where: { email: credentials?.email ?? "" } });
        if (!user || !(await verify(user.passwordHash, credentials?.password ?? ""))) return null;
        return { id: user.id, name: user.name, email: user.email };
      },
    }),
  ],
  callbacks: {
    session: ({ session, token }) => ({ ...session, userId: token.sub }),
  },
};
