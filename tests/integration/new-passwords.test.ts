import { hash } from "@node-rs/argon2";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { database } from "@/lib/db/client";
import { checkOwnerPassword, createFirstOwner } from "@/lib/identity/create-first-owner";
import { signIn } from "@/lib/identity/sign-in";
import { refuseUnfitOwnerPassword } from "@/scripts/start/first-run";
import { openPortal, PASSWORD, type TestPortal } from "@/tests/support/open-portal";
import type { PortalClient } from "@/tests/support/portal-client";

let portal: TestPortal;
let anna: PortalClient & { email: string };

beforeAll(async () => {
  portal = await openPortal();
  anna = await portal.addPerson("Anna Smith");
});
afterAll(() => portal.close());

const GOOD = "x7 Kp-tooth Q";
const from = { id: "test", ip: "192.0.2.77", userAgent: null };

/** Gives Anna's password a hash as an earlier version made it, and returns it. */
async function makeCheaply(isGenerated = false): Promise<string> {
  const passwordHash = await hash(PASSWORD, { memoryCost: 8_192, timeCost: 1 });
  const generatedHash = isGenerated ? passwordHash : null;
  await database().user.update({ where: { email: anna.email }, data: { passwordHash, generatedHash } });
  return passwordHash;
}
const stored = async () => await database().user.findUniqueOrThrow({ where: { email: anna.email } });
/** OWASP's cost of today. */
const NEWER = /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/;

describe("a hash that was made more cheaply than hashes are today", () => {
  it("is renewed by the next right password, and by no wrong one", async () => {
    const cheap = await makeCheaply();
    expect((await signIn(anna.email, "a wrong one", from)).outcome).toBe("refused");
    expect((await stored()).passwordHash).toBe(cheap);
    expect((await signIn(anna.email, PASSWORD, from)).outcome).toBe("signed_in");
    const { passwordHash } = await stored();
    expect(passwordHash).toMatch(NEWER);
    // One that is as good stays as it is, and the password goes on to fit.
    expect((await signIn(anna.email, PASSWORD, from)).outcome).toBe("signed_in");
    expect((await stored()).passwordHash).toBe(passwordHash);
  });

  it("is renewed by a proof of who one is, which ends no session", async () => {
    await makeCheaply();
    const prove = () => anna.call("POST", "/api/me/reauthenticate", { body: { password: PASSWORD } });
    const proved = await prove();
    expect(proved.status).toBe(204);
    expect((await stored()).passwordHash).toMatch(NEWER);
    anna = Object.assign((await portal.signIn(anna.email)).client, { email: anna.email });
  });

  it("is still known as that of a generated password", async () => {
    await makeCheaply(true);
    expect((await signIn(anna.email, PASSWORD, from)).outcome).toBe("signed_in");
    const { passwordHash, generatedHash } = await stored();
    expect([passwordHash, generatedHash]).toEqual([expect.stringMatching(NEWER), passwordHash]);
    await database().user.update({ where: { email: anna.email }, data: { generatedHash: null } });
  });

  it("lets in everybody who signs in at that moment", async () => {
    await makeCheaply();
    const all = await Promise.all([1, 2, 3].map(() => signIn(anna.email, PASSWORD, from)));
    expect(all.map(({ outcome }) => outcome)).toEqual(["signed_in", "signed_in", "signed_in"]);
  });
});

let invited = 0;
async function invite() {
  const email = `ben.fletcher-${++invited}@acme-dental.example`;
  const answer = await portal.owner.call("POST", "/api/users", { body: { email, name: "Ben Fletcher" } });
  return { email, token: String(answer.json.inviteUrl.split("/").pop()) };
}

const accept = (token: string, password: string) =>
  portal.nobody.call("POST", "/api/invitations", { body: { token, password } });
const change = (password: string) =>
  anna.call("POST", "/api/me/password", { body: { current: PASSWORD, new: password } });

/** What nobody may choose, and what the refusal says of it. */
const UNFIT: [what: string, password: string, why: string][] = [
  ["ten digits in a row", "1234567890", "at least 12 characters"],
  ["the portal's name", "switchboard", "at least 12 characters"],
  ["ten characters", "x7 Kp-toot", "at least 12 characters"],
  ["eleven characters", "x7 Kp-tooth", "at least 12 characters"],
  ["ten blanks", " ".repeat(10), "at least 12 characters"],
  ["twelve blanks", " ".repeat(12), "Blanks alone"],
  ["one character again and again", "mmmmmmmmmmmmm", "again and again"],
  ["rows of keys", "qwertyuiopas", "Rows such as"],
  ["a common one with digits and punctuation at its ends", "Password1234!", "most common passwords"],
  ["the portal's name and a year", "switchboard2026", "name of this portal"],
  ["the portal's host and a year", "portal.test 2026", "address of this portal"],
];

describe("a person with an invitation", () => {
  it.each(UNFIT)("may not choose %s, and reads why at the field", async (_, password, why) => {
    const { token } = await invite();
    const answer = await accept(token, password);
    expect([answer.status, answer.json.code]).toEqual([422, "invalid_body"]);
    expect(answer.json.errors[0]).toEqual({ path: "/password", message: expect.stringContaining(why) });
  });

  it("may not choose their own address or name, and the link is not used up", async () => {
    const { token, email } = await invite();
    for (const [password, why] of [
      [email.toUpperCase(), "e-mail address"],
      ["acme-dental.2026", "e-mail address"],
      ["ben.fletcher1234", "your name"],
    ] as const) {
      const answer = await accept(token, password);
      expect([answer.status, answer.json.errors]).toEqual([
        422,
        [{ path: "/password", message: expect.stringContaining(why) }],
      ]);
      expect(answer.text.toLowerCase()).not.toContain(password.toLowerCase());
    }
    expect((await accept(token, GOOD)).status).toBe(204);
    expect((await signIn(email, GOOD, from)).outcome).toBe("signed_in");
  });

  it("learns nothing of the rule's words about a person without a link that works", async () => {
    expect((await accept("no-such-link", "ben.fletcher1234")).status).toBe(404);
  });
});

describe("a person with an account", () => {
  it.each(UNFIT)("may not change to %s, and the present one stays", async (_, password, why) => {
    const answer = await change(password);
    expect([answer.status, answer.json.code]).toEqual([422, "invalid_body"]);
    expect(answer.json.errors[0]).toEqual({ path: "/new", message: expect.stringContaining(why) });
    expect((await signIn(anna.email, PASSWORD, from)).outcome).toBe("signed_in");
  });

  it("may not change to their own address or name", async () => {
    for (const password of [anna.email, "anna.smith1234", "Smith-Anna-1985"]) {
      const answer = await change(password);
      expect([answer.status, answer.json.errors[0].path]).toEqual([422, "/new"]);
    }
  });

  it("signs in with an older, shorter password, and changes it to a longer one", async () => {
    const old = "ten chars!";
    const where = { email: anna.email };
    await database().user.update({ where, data: { passwordHash: await hash(old) } });
    expect((await signIn(anna.email, old, from)).outcome).toBe("signed_in");
    const body = { current: old, new: GOOD };
    expect((await anna.call("POST", "/api/me/password", { body })).status).toBe(204);
    expect((await signIn(anna.email, GOOD, from)).outcome).toBe("signed_in");
  });
});

describe("an operator who names the first owner's password", () => {
  const variables = (password: string) => ({
    PORTAL_OWNER_EMAIL: "owner@switchboard.local",
    PORTAL_OWNER_PASSWORD: password,
  });
  const ADDRESS = "owner@switchboard.local";
  const withoutOwners = async (work: () => Promise<void>) => {
    await database().user.updateMany({ where: { isOwner: true }, data: { isOwner: false } });
    try {
      await work();
    } finally {
      await database().user.updateMany({ where: { email: "owner@example.com" }, data: { isOwner: true } });
    }
  };

  it.each([...UNFIT, ["the owner's address", ADDRESS, "e-mail address"] as const])(
    "is refused %s, in one line that names the variable and not the value",
    async (_, password, why) => {
      await withoutOwners(async () => {
        const refusal = await refuseUnfitOwnerPassword(variables(password)).catch(String);
        expect(refusal).toMatch(/PORTAL_OWNER_PASSWORD: [^\n]+$/);
        if (password.trim() !== "") expect(refusal).toContain(why);
        if (password.trim() !== "") expect(refusal).not.toContain(password);
        await expect(createFirstOwner(ADDRESS, password, "/nowhere")).rejects.toThrow();
        expect(await database().user.count({ where: { email: ADDRESS } })).toBe(0);
      });
    },
  );

  it("may go on to name an older, shorter one, which has no effect any more", async () => {
    await expect(checkOwnerPassword(ADDRESS, "ten chars!")).resolves.toBeUndefined();
  });
});
