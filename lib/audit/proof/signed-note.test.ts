import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { openNote, signNote } from "./signed-note";

/** The key and note of the documentation and tests of Go's golang.org/x/mod/sumdb/note. */
const NAME = "PeterNeumann";
const SEED = Buffer.from("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz", "base64").subarray(1);
const PUBLIC = Buffer.from("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "base64").subarray(1);
const TEXT =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const SIGNATURE =
  "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
const NOTE = `${TEXT}\n${SIGNATURE}`;

const privateKey = createPrivateKey({
  key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), SEED]),
  format: "der",
  type: "pkcs8",
});
const publicKey = createPublicKey({
  key: Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), PUBLIC]),
  format: "der",
  type: "spki",
});

describe("a signed note", () => {
  it("is the published one, byte for byte", () => {
    expect(signNote(TEXT, NAME, privateKey)).toBe(NOTE);
    expect(openNote(NOTE, NAME, publicKey)).toBe(TEXT);
  });

  it("does not open with another key or another name", () => {
    const stranger = generateKeyPairSync("ed25519");
    expect(openNote(NOTE, NAME, stranger.publicKey)).toBeNull();
    expect(openNote(NOTE, "PeterNewmann", publicKey)).toBeNull();
    expect(openNote(signNote(TEXT, NAME, stranger.privateKey), NAME, publicKey)).toBeNull();
  });

  it("does not open with any one byte of it changed", () => {
    const bytes = Buffer.from(NOTE);
    for (const [index, byte] of bytes.entries()) {
      for (const flip of [0x01, 0x04, 0x20, 0x80]) {
        bytes[index] = byte ^ flip;
        expect(openNote(bytes.toString(), NAME, publicKey), `byte ${index}`).toBeNull();
      }
      bytes[index] = byte;
    }
  });

  it("may be signed by others too, such as witnesses", () => {
    const witness = generateKeyPairSync("ed25519");
    const cosignature = signNote(TEXT, "witness.example", witness.privateKey).slice(TEXT.length + 1);
    expect(openNote(`${NOTE}${cosignature}`, NAME, publicKey)).toBe(TEXT);
    expect(openNote(`${TEXT}\n${cosignature}${SIGNATURE}`, "witness.example", witness.publicKey)).toBe(TEXT);
  });

  it.each([
    ["no signature", TEXT],
    ["an empty signature block", `${TEXT}\n`],
    ["a last line without end", NOTE.slice(0, -1)],
    ["a control character", `\u0001${NOTE}`],
    ["a carriage return", NOTE.replaceAll("\n", "\r\n")],
    ["a line among the signatures that is none", `${NOTE}Unexpected line.\n`],
    ["a key's name with a space", NOTE.replace("— PeterNeumann", "— Peter Neumann")],
    ["a wrong signature beside the right one", `${NOTE}${SIGNATURE.replace("nAM=", "nBM=")}`],
    ["more signatures than any log has", `${TEXT}\n${SIGNATURE.repeat(101)}`],
  ])("is refused with %s", (_, note) => {
    expect(openNote(note, NAME, publicKey)).toBeNull();
  });

  it("divides at its last empty line, so its text may have empty ones", () => {
    const text = "One.\n\nTwo.\n";
    expect(openNote(signNote(text, NAME, privateKey), NAME, publicKey)).toBe(text);
  });

  it("is not made of values that no reader could open", () => {
    expect(() => signNote("no newline", NAME, privateKey)).toThrow(TypeError);
    expect(() => signNote("tab\t\n", NAME, privateKey)).toThrow(TypeError);
    expect(() => signNote("half a character \ud800\n", NAME, privateKey)).toThrow(TypeError);
    expect(() => signNote(TEXT, "two words", privateKey)).toThrow(TypeError);
    const { privateKey: rsa } = generateKeyPairSync("rsa", { modulusLength: 1024 });
    expect(() => signNote(TEXT, NAME, rsa)).toThrow(TypeError);
  });
});
