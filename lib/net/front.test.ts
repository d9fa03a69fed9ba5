import { describe, expect, it } from "vitest";
import { type FrontRequest, frontOf } from "./front";

const PUBLIC = "https://portal.example.com";
const behind = { publicOrigin: PUBLIC, trustedProxies: null };
const direct = { publicOrigin: null, trustedProxies: null };

function request(headers: FrontRequest["headers"], peer = "127.0.0.1"): FrontRequest {
  const all = { host: "portal.example.com", ...headers };
  return { method: "GET", url: "/", headers: all, socket: { remoteAddress: peer } };
}

function settled(settings: Parameters<typeof frontOf>[0], given: FrontRequest): FrontRequest["headers"] {
  frontOf(settings).settleHeaders(given);
  return given.headers;
}

describe("the host of a request", () => {
  it.each([
    "portal.example.com",
    "portal.example.com:443",
    "PORTAL.example.com.",
    "localhost:3000",
    "127.0.0.1",
    "[::1]:3000",
  ])("%s is this portal's", (host) => {
    expect(frontOf(behind).isKnownHost(request({ host }))).toBe(true);
  });

  it.each([
    "attacker.example",
    "portal.example.com:80",
    "portal.example.com.attacker.example",
    "10.244.0.5:3000",
    "",
  ])("%s is not", (host) => {
    expect(frontOf(behind).isKnownHost(request({ host }))).toBe(false);
  });

  it.each(["/api/health/live", "/api/health/ready", "/api/health/live?x=1"])("any is known for %s", (url) => {
    for (const host of ["10.244.0.5:3000", "a b", undefined]) {
      const check = { ...request({ host }), url };
      const known = (method: string) => frontOf(direct).isKnownHost({ ...check, method });
      expect(["GET", "HEAD", "POST"].map(known)).toEqual([true, true, false]);
      expect(settled(direct, check).host).toBe("localhost");
    }
  });

  it.each(["/api/health/lively", "/api/health", "/api/health/live/../../me", "/api/me?/api/health/live"])(
    "another than the portal's is not known for %s",
    (url) => {
      expect(frontOf(direct).isKnownHost({ ...request({ host: "attacker.example" }), url })).toBe(false);
    },
  );
});

describe("what a request says about itself", () => {
  const claims = {
    "x-forwarded-for": "203.0.113.7",
    "x-forwarded-host": "attacker.example",
    "x-forwarded-proto": "http",
    "x-forwarded-port": "81",
    forwarded: "for=203.0.113.7;host=attacker.example",
  };

  it("about its address is believed from a trusted proxy, and about host and scheme from nobody", () => {
    expect(settled(behind, request({ ...claims }))).toEqual({
      host: "portal.example.com",
      "x-forwarded-for": "203.0.113.7",
      "x-forwarded-host": "portal.example.com",
      "x-forwarded-proto": "https",
    });
  });

  it("is not believed where the portal is reached directly", () => {
    expect(settled(behind, request({ ...claims }, "198.51.100.9"))["x-forwarded-for"]).toBe("198.51.100.9");
    const local = settled(direct, request({ ...claims, host: "LOCALHOST.:80" }));
    expect(local).toMatchObject({
      host: "localhost",
      "x-forwarded-for": "127.0.0.1",
      "x-forwarded-proto": "http",
    });
  });

  it("is believed from the proxies that are named, and then from no other", () => {
    const named = { publicOrigin: PUBLIC, trustedProxies: "10.0.0.0/8" };
    expect(settled(named, request({ ...claims }, "10.0.0.2"))["x-forwarded-for"]).toBe("203.0.113.7");
    expect(settled(named, request({ ...claims }))["x-forwarded-for"]).toBe("127.0.0.1");
    expect(
      settled({ ...named, publicOrigin: null }, request({ ...claims }, "10.0.0.2"))["x-forwarded-for"],
    ).toBe("203.0.113.7");
  });

  it("in several lines is one list", () => {
    const lines = request({ "x-forwarded-for": ["192.0.2.1, 203.0.113.7", "127.0.0.2"] });
    expect(settled(behind, lines)["x-forwarded-for"]).toBe("203.0.113.7");
  });

  it("and is not believed, the operator hears of, with the address of who said it", () => {
    const heard: string[] = [];
    const front = frontOf(behind, (peer) => heard.push(peer));
    for (const peer of ["127.0.0.1", "::ffff:172.18.0.3"]) front.settleHeaders(request({ ...claims }, peer));
    front.settleHeaders(request({}, "172.18.0.3"));
    expect(heard).toEqual(["172.18.0.3"]);
  });
});

describe("a request for the frame of a page that may be opened next", () => {
  it("is marked as one", () => {
    expect(settled(direct, request({ "next-router-prefetch": "1" }))["x-only-frame"]).toBe("1");
  });

  it("is no other request, whatever it says of itself", () => {
    expect(settled(direct, request({ "x-only-frame": "1" }))["x-only-frame"]).toBeUndefined();
  });
});
