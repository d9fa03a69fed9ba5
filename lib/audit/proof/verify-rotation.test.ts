import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  asLines,
  exampleChain,
  exampleCheckpoint,
  exampleExport,
  exampleRemoval,
} from "@/tests/support/export-example";
import { readPublicKeys, writePublicKey } from "./keys";
import { verifyExport } from "./verify-export";

const CHAIN = "4f9c1d8e-0f6b-4a7e-9b55-0a2f5b7c9d10";
const former = generateKeyPairSync("ed25519");
const present = generateKeyPairSync("ed25519");
const stranger = generateKeyPairSync("ed25519");
const content = { action: "session.create", name: "Ada", reason: null };
const events = exampleChain(
  CHAIN,
  Array.from({ length: 9 }, () => content),
);
const EARLIER = "2026-06-01T00:00:00.000Z";
const formerNote = exampleCheckpoint(CHAIN, events.slice(0, 4), former, EARLIER);

const both = { publicKeys: [former.publicKey, present.publicKey] };
const onlyPresent = { publicKeys: [present.publicKey] };
const verify = (lines: string[], options = {}) => verifyExport(asLines(lines), options);
const exported = (options = {}) => exampleExport({ chain: CHAIN, events, keys: present, ...options });
const plain = events.map((event) => JSON.stringify(event));

describe("after the portal's key was replaced", () => {
  it("an export from before and one from after verify with both keys, in either order", async () => {
    for (const keys of [former, present]) {
      const lines = await exported({ keys });
      for (const publicKeys of [both.publicKeys, both.publicKeys.toReversed()]) {
        const report = await verify(lines, { publicKeys });
        expect(report).toMatchObject({ verdict: "good", key: { from: "given" } });
        expect(report.otherKeys).toHaveLength(1);
      }
    }
  });

  it("an export whose key is not among those given is refused", async () => {
    const { fault } = await verify(await exported({ keys: stranger }), both);
    expect(fault?.code).toBe("other-key");
  });

  it("a checkpoint kept from before agrees when the former key is given too", async () => {
    for (const lines of [await exported(), plain]) {
      const options = { ...both, kept: [formerNote] };
      expect((await verify(lines, options)).kept).toMatchObject([{ size: 4, result: "agrees" }]);
    }
    expect((await verify(await exported(), { ...both, kept: [formerNote] })).verdict).toBe("good");
  });

  it("a checkpoint kept from before is not called wrong without its key, only not compared", async () => {
    for (const lines of [await exported(), plain]) {
      const report = await verify(lines, { ...onlyPresent, kept: [formerNote] });
      expect(report).toMatchObject({ verdict: "unproven", fault: null });
      expect(report.kept[0]?.result).toBe("cannot be compared");
      expect(report.kept[0]?.reason).toContain("give the former one too");
    }
  });

  it("a kept checkpoint that a given key signed still contradicts a rewritten log", async () => {
    const forged = exampleChain(CHAIN, [{ ...content, name: "Mallory" }, content, content, content]);
    const note = exampleCheckpoint(CHAIN, forged, former, EARLIER);
    expect((await verify(await exported(), { ...both, kept: [note] })).fault?.code).toBe("inconsistent");
  });

  it("a proof that an earlier checkpoint is continued needs the key which signed that one", async () => {
    const lines = await exported({ since: 4, formerKeys: former });
    expect((await verify(lines, both)).verdict).toBe("good");
    for (const options of [onlyPresent, {}]) {
      const report = await verify(lines, options);
      expect(report).toMatchObject({ verdict: "unproven", fault: null });
      expect(report.limits.join(" ")).toContain(
        "The earlier checkpoint in this export is signed with another key",
      );
    }
  });

  it("an earlier removal verifies with both keys, and the report says that it was signed", async () => {
    const report = await verify(await exported({ removed: 5, formerKeys: former }), both);
    expect(report).toMatchObject({ verdict: "good", removed: 5, removalSigned: true });
    expect(report.checked.join(" ")).toContain("The portal signed for what was removed");
  });

  it("an earlier removal is refused without its key, since a forged one looks the same, and the remedy is named", async () => {
    const { fault } = await verify(await exported({ removed: 5, formerKeys: former }), onlyPresent);
    expect(fault).toMatchObject({ code: "removal-not-signed", line: 1 });
    expect(fault?.message).toContain("give the former one too");
  });

  it("a removal signed with another key neither passes nor is accused when no key was given at all", async () => {
    const report = await verify(await exported({ removed: 5, formerKeys: former }));
    expect(report).toMatchObject({ verdict: "unproven", fault: null, removalSigned: false });
    const changed = exampleRemoval(CHAIN, events.slice(0, 5), former);
    const removal = { ...changed, statement: changed.statement.replace("through 5", "through 6") };
    expect((await verify(await exported({ removed: 5, removal }))).fault?.code).toBe("removal-not-signed");
  });
});

describe("the part before the first event", () => {
  it("may not be signed when nothing was removed: it would be an undeclared removal", async () => {
    const removal = exampleRemoval(CHAIN, events.slice(0, 5), present);
    expect((await verify(await exported({ removal }), both)).fault?.code).toBe("wrong-shape");
  });

  it("must be signed for this chain", async () => {
    const removal = exampleRemoval("portal", exampleChain("portal", [content, content]), present);
    const { fault } = await verify(await exported({ removed: 2, removal }), both);
    expect(fault?.code).toBe("removal-not-signed");
  });

  it("must be signed in an export of some events, too", async () => {
    const matches = () => true;
    expect((await verify(await exported({ removed: 3, matches }), both)).verdict).toBe("good");
    const removal = { checkpoint: "", statement: "" };
    const { fault } = await verify(await exported({ removed: 3, matches, removal }), both);
    expect(fault?.code).toBe("removal-not-signed");
  });
});

describe("a file of public keys", () => {
  const [one, two] = both.publicKeys.map(writePublicKey);

  it("may hold several, one after the other, with words between them", () => {
    const keys = readPublicKeys(`The former key:\n${one}\nThe present one:\r\n${two}\n`);
    expect(keys?.map(writePublicKey)).toEqual([one, two]);
  });

  it("is none when one of them is damaged or of another kind", () => {
    const rsa = writePublicKey(generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey);
    for (const text of ["", "no key", `${one}${rsa}`, `${one}${two?.slice(0, 60)}`, `${one}-----BEGIN `]) {
      expect(readPublicKeys(text)).toBeNull();
    }
  });
});
