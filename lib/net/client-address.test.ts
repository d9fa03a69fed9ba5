import { describe, expect, it } from "vitest";
import { clientAddress, LOOPBACK_PROXIES, readAddress, trustedProxies } from "./client-address";

function proxies(text: string) {
  const list = trustedProxies(text);
  if (!list) throw new Error(`${text} is no list`);
  return list;
}

describe("a forwarded address", () => {
  it.each([
    ["with a port is the address without it", "203.0.113.7:51008", "203.0.113.7"],
    ["in brackets with a port is the address alone", "[2001:db8::7]:443", "2001:db8::7"],
    ["in brackets is the address alone", "[2001:db8::7]", "2001:db8::7"],
    ["of eight groups with a port is the address alone", "2001:db8:0:0:0:0:0:7:51008", "2001:db8::7"],
    ["in quotes is the address alone", '"[2001:db8::7]:4711"', "2001:db8::7"],
    ["with blanks around it is the address alone", "  203.0.113.7\t", "203.0.113.7"],
    ["with a zone is the address without it", "fe80::1%eth0", "fe80::1"],
    ["of IPv4 written as IPv6 is the IPv4 one", "::ffff:203.0.113.7", "203.0.113.7"],
    ["of IPv4 written as IPv6 with a port is the IPv4 one", "[::ffff:203.0.113.7]:80", "203.0.113.7"],
    ["has one spelling", "2001:0DB8:0000:0000:0000:0000:0000:0007", "2001:db8::7"],
  ])("%s", (_rule, text, address) => {
    expect(readAddress(text)).toBe(address);
  });

  it.each([
    "",
    "unknown",
    "_hidden",
    "203.0.113.256",
    "203.0.113",
    "0x7f000001",
    "203.0.113.07",
    "203.0.113.7:port",
    "[203.0.113.7",
    "for=203.0.113.7",
    "<b>me</b>",
    "portal.example.com",
    "a".repeat(9_000),
  ])("is none: %j", (text) => {
    expect(readAddress(text)).toBeNull();
  });
});

describe("the client of a request", () => {
  const trusted = proxies("127.0.0.1, ::1, 10.0.0.0/8, 2001:db8:ffff::/48");

  it("that reached the portal directly is its peer, whatever it wrote", () => {
    expect(clientAddress("198.51.100.9", "203.0.113.7", trusted)).toBe("198.51.100.9");
    expect(clientAddress("2001:db8::9", "203.0.113.7, 10.0.0.2", trusted)).toBe("2001:db8::9");
  });

  it("is the last hop that no trusted proxy is, counted from the right", () => {
    expect(clientAddress("127.0.0.1", "203.0.113.7", trusted)).toBe("203.0.113.7");
    expect(clientAddress("127.0.0.1", "192.0.2.1, 203.0.113.7, 10.1.2.3", trusted)).toBe("203.0.113.7");
    expect(clientAddress("::1", "203.0.113.7, 2001:db8:ffff::5, 10.1.2.3:80", trusted)).toBe("203.0.113.7");
  });

  it("is the furthest hop where all of them are trusted", () => {
    expect(clientAddress("127.0.0.1", "10.0.0.9, 10.0.0.2", trusted)).toBe("10.0.0.9");
  });

  it("is the last hop that can be read where one can't", () => {
    expect(clientAddress("127.0.0.1", "unknown", trusted)).toBe("127.0.0.1");
    expect(clientAddress("127.0.0.1", "203.0.113.7, _proxy, 10.0.0.2", trusted)).toBe("10.0.0.2");
  });

  it("is the peer where nothing was forwarded", () => {
    expect(clientAddress("::ffff:127.0.0.1", undefined, trusted)).toBe("127.0.0.1");
    expect(clientAddress("127.0.0.1", " , ,", trusted)).toBe("127.0.0.1");
  });

  it("skips empty hops", () => {
    expect(clientAddress("127.0.0.1", "203.0.113.7,, ", trusted)).toBe("203.0.113.7");
  });

  it("is not known without a peer", () => {
    expect(clientAddress(undefined, "203.0.113.7", trusted)).toBeNull();
  });

  it("is trusted as a proxy however its address is written", () => {
    expect(clientAddress("::ffff:10.0.0.2", "203.0.113.7", trusted)).toBe("203.0.113.7");
    expect(clientAddress("127.8.8.8", "203.0.113.7", proxies(LOOPBACK_PROXIES))).toBe("203.0.113.7");
  });
});

it.each([
  "",
  "10.0.0.0/33",
  "::/129",
  "10.0.0.0/8/8",
  "10.0.0",
  "loopback",
  "10.0.0.1,",
  "fe80::1%eth0",
  "10.0.0.1:80",
])("a list of proxies has addresses and networks only: %j", (text) => {
  expect(trustedProxies(text)).toBeNull();
});
