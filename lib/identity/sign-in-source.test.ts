import { expect, it } from "vitest";
import { requestOrigin, sourceKey } from "./sign-in-source";

it("all addresses of an IPv6 network are one source", () => {
  expect(sourceKey("2001:db8:1:2::1")).toBe(sourceKey("2001:0DB8:1:2:ffff:ffff:ffff:ffff"));
  expect(sourceKey("2001:db8:1:2::1")).not.toBe(sourceKey("2001:db8:1:3::1"));
  expect(sourceKey("fe80::1%eth0")).toBe(sourceKey("fe80::2%eth1"));
});

it("every IPv4 address is a source of its own, however it is written", () => {
  expect(sourceKey("192.0.2.7")).toBe("192.0.2.7");
  expect(sourceKey("::ffff:192.0.2.7")).toBe("192.0.2.7");
  expect(sourceKey("192.0.2.8")).not.toBe("192.0.2.7");
});

it("attempts from no known address are one source", () => {
  expect(sourceKey(null)).toBe("unknown");
});

const ipOf = (forwarded: string) => requestOrigin(new Headers({ "x-forwarded-for": forwarded })).ip;

it("a request comes from the last hop, and not from what the client wrote before it", () => {
  expect(ipOf("203.0.113.9, 192.0.2.7")).toBe("192.0.2.7");
  expect(ipOf("somebody, 2001:db8::7")).toBe("2001:db8::7");
  expect(ipOf("203.0.113.9, 192.0.2.7:51008")).toBe("192.0.2.7");
});

it.each(["", "unknown", "192.0.2.7, ", "192.0.2.256", "<b>me</b>", "a".repeat(9_000)])(
  "a text that is no address is dropped: %j",
  (forwarded) => {
    expect(ipOf(forwarded)).toBeNull();
  },
);

it("nothing that a client sends makes its request a part of the demo", () => {
  const headers = new Headers({ demo: "true", "x-demo": "true", "x-correlation-id": "demo" });
  expect(requestOrigin(headers, "r1")).toEqual({
    id: "r1",
    ip: null,
    userAgent: null,
    correlationId: "demo",
  });
});
