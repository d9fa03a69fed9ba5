import { describe, expect, it } from "vitest";
import { httpAddressFault, withAsciiHost } from "./http-address";

describe("an address", () => {
  it.each([
    "https://example.com",
    "HTTP://example.com:8080/a?b=c#d",
    "https://example.com/{{booking}}/%C3%A9",
    "https://{{host}}/x",
    "http://localhost:3000/hook",
    "http://127.0.0.1",
    "https://[2001:db8::1]:8443/",
    "https://example.com./",
    "https://someone:secret@example.com/",
    "https://bücher.example/list",
  ])("%s may be called", (address) => {
    expect(httpAddressFault(address)).toBeNull();
  });

  it.each([
    ["", /http/],
    ["example.com", /http/],
    ["ftp://example.com", /http/],
    ["javascript://example.com/%0aalert(1)", /http/],
    [" https://example.com", /http/],
    ["https://example.com/x\n", /blanks/],
    ["https://example.com/a b", /blanks/],
    ["https://exa\tmple.com/", /blanks/],
    ["https://example.com/\u00a0", /blanks/],
    ["https://", /host/],
    ["https:///x", /host/],
    ["https:\\\\example.com", /http/],
    ["https://?x", /host/],
    ["https://a..b/", /host/],
    ["https://1.2.3.4.5/", /host/],
    ["https://example.com:70000/", /host/],
    ["https://example.com/é", /ASCII/],
    ["https://example.com/\u200b", /ASCII/],
    ["https://example.com/\u0000", /ASCII/],
  ])("%j is refused with a reason", (address, reason) => {
    expect(httpAddressFault(address)).toMatch(reason);
  });

  it("has its host in ASCII form, and the rest as it was typed", () => {
    expect(withAsciiHost("https://BÜCHER.example:8080/{{x}}?y=1")).toBe(
      "https://xn--bcher-kva.example:8080/{{x}}?y=1",
    );
    expect(withAsciiHost("https://me:pass@bücher.example")).toBe("https://me:pass@xn--bcher-kva.example");
  });

  it("of ASCII alone stays as it was typed", () => {
    const address = "HTTPS://Example.com:443/a/../{{b}}";
    expect(withAsciiHost(address)).toBe(address);
  });
});
