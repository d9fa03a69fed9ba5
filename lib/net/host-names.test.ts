import { expect, it } from "vitest";
import { canonicalHost, canonicalOrigin, isLoopbackName } from "./host-names";

it.each([
  ["portal.example.com:443", "https:", "portal.example.com"],
  ["portal.example.com:80", "http:", "portal.example.com"],
  ["portal.example.com:80", "https:", "portal.example.com:80"],
  ["Portal.Example.COM.", "https:", "portal.example.com"],
  ["portal.example.com.:443", "https:", "portal.example.com"],
  ["bücher.example:8443", "https:", "xn--bcher-kva.example:8443"],
  ["[::1]:3000", "http:", "[::1]:3000"],
])("the host %s of %s is %s", (host, protocol, canonical) => {
  expect(canonicalHost(host, protocol)).toBe(canonical);
});

it.each(["", "a b", "me@portal.example.com", "portal.example.com/x", "a,b", "portal.example.com:99999", "["])(
  "is no host: %j",
  (host) => {
    expect(canonicalHost(host, "https:")).toBeNull();
  },
);

it.each([
  ["https://portal.example.com:443", "https://portal.example.com"],
  ["HTTPS://PORTAL.example.com.", "https://portal.example.com"],
  ["http://portal.example.com:80", "http://portal.example.com"],
  ["http://portal.example.com:443", "http://portal.example.com:443"],
])("the origin %s is %s", (origin, canonical) => {
  expect(canonicalOrigin(origin)).toBe(canonical);
});

it.each([
  "null",
  "",
  "ftp://portal.example.com",
  "https://portal.example.com/",
  "https://me@portal.example.com",
  "//x",
])("is no origin: %j", (origin) => {
  expect(canonicalOrigin(origin)).toBeNull();
});

it("this machine has a few names of its own", () => {
  const names = ["localhost", "LOCALHOST.", "127.0.0.1", "127.9.9.9", "[::1]", "127.example.com", "10.0.0.1"];
  expect(names.map(isLoopbackName)).toEqual([true, true, true, true, true, false, false]);
});
