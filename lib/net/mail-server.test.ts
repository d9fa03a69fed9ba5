import { describe, expect, it } from "vitest";
import { readMailServer, readSender } from "./mail-server";

describe("the address of a mail server", () => {
  it("says host, port, TLS and credentials", () => {
    expect(readMailServer("smtp://portal:p%40ss%3A@mail.example.com")).toEqual({
      host: "mail.example.com",
      port: 587,
      secure: false,
      isLocal: false,
      auth: { user: "portal", pass: "p@ss:" },
    });
    expect(readMailServer("smtps://Mail.Example.com:4650/")).toMatchObject({
      host: "mail.example.com",
      port: 4650,
      secure: true,
      auth: null,
    });
    expect(readMailServer("smtps://mail.example.com")?.port).toBe(465);
  });

  it.each(["smtp://localhost:25", "smtp://127.0.0.1", "smtp://[::1]:2525"])("%s is this machine", (text) => {
    expect(readMailServer(text)?.isLocal).toBe(true);
  });

  it.each(["smtp://localhost.example.com", "smtp://10.0.0.1", "smtps://0.0.0.0"])(
    "%s is another one",
    (text) => {
      expect(readMailServer(text)?.isLocal).toBe(false);
    },
  );

  it.each([
    "mail.example.com:587",
    "https://mail.example.com",
    "smtp://",
    "smtp://user@mail.example.com",
    "smtp://:pass@mail.example.com",
    "smtp://u%:p@mail.example.com",
    "smtp://u:p@mail.example.com/inbox",
    "smtp://u:p@mail.example.com?tls.rejectUnauthorized=false",
    "smtp://u:p@mail.example.com:0",
    "smtp://ma%0ail.example.com",
  ])("%s is none", (text) => {
    expect(readMailServer(text)).toBeNull();
  });
});

describe("a sender", () => {
  it.each([
    ["portal@example.com", { name: "Switchboard", address: "portal@example.com" }],
    ["Northline Portal <portal@example.com>", { name: "Northline Portal", address: "portal@example.com" }],
    [
      '"Northline, Portal" <portal@example.com>',
      { name: "Northline, Portal", address: "portal@example.com" },
    ],
    ["root@localhost", { name: "Switchboard", address: "root@localhost" }],
  ])("%s", (text, sender) => {
    expect(readSender(text)).toEqual(sender);
  });

  it.each([
    "Switchboard",
    "a@example.com, b@example.com",
    "A <a@example.com> <b@example.com>",
    "A\r\nBcc: b@example.com <a@example.com>",
    "<>",
  ])("%j is none", (text) => {
    expect(readSender(text)).toBeNull();
  });
});
