import { describe, expect, it } from "vitest";
import { proxyFor, readProxy } from "./proxy-for";

const proxy = new URL("http://proxy.corp.example:3128");
const viaProxy = (address: string, except = "") => proxyFor(new URL(address), { proxy, except }) !== null;

describe("a proxy's address", () => {
  it.each([
    ["http://proxy.corp.example:3128", "http://proxy.corp.example:3128/"],
    ["proxy.corp.example:3128", "http://proxy.corp.example:3128/"],
    ["https://me:p%40ss@proxy.corp.example", "https://me:p%40ss@proxy.corp.example/"],
    ["10.0.0.1:8080", "http://10.0.0.1:8080/"],
  ])("may be %s", (text, address) => {
    expect(readProxy(text)?.href).toBe(address);
  });

  it.each([
    "",
    "socks5://proxy:1080",
    "http://",
    "http://proxy/path",
    "http://proxy?x",
    "http://me:100%@proxy",
  ])("can't be %j", (text) => {
    expect(readProxy(text)).toBeNull();
  });
});

describe("a connection goes through the proxy", () => {
  it("unless there is none", () => {
    expect(proxyFor(new URL("https://api.trillet.ai"), { proxy: null, except: "" })).toBeNull();
  });

  it("but never to this machine", () => {
    expect(viaProxy("https://api.trillet.ai")).toBe(true);
    for (const local of ["http://127.0.0.1:4010", "http://localhost:4010", "https://[::1]:1"])
      expect(viaProxy(local)).toBe(false);
  });

  it.each([
    ["*", "https://api.trillet.ai"],
    ["trillet.ai", "https://api.trillet.ai"],
    [".trillet.ai", "https://api.trillet.ai"],
    ["*.trillet.ai", "https://api.trillet.ai"],
    ["API.Trillet.AI.", "https://api.trillet.ai"],
    ["trillet.ai", "https://trillet.ai"],
    ["a.example,  trillet.ai:443", "https://api.trillet.ai"],
    ["siem.example:8443", "https://siem.example:8443"],
    ["10.0.0.0/8", "https://10.20.30.40"],
    ["10.20.30.40", "https://10.20.30.40"],
    ["fd00::/8", "https://[fd00::5]"],
    ["[fd00::5]:8443", "https://[fd00:0::5]:8443"],
  ])("unless NO_PROXY=%s excepts %s", (except, address) => {
    expect(viaProxy(address, except)).toBe(false);
  });

  it.each([
    ["trillet.ai", "https://nottrillet.ai"],
    ["trillet.ai:8443", "https://api.trillet.ai"],
    ["10.0.0.0/8", "https://11.0.0.1"],
    ["10.0.0.0/8", "https://host10.example"],
    ["0.0.1", "https://10.0.0.1"],
    [".", "https://api.trillet.ai"],
    ["", "https://api.trillet.ai"],
    ["*x", "https://api.trillet.ai"],
  ])("where NO_PROXY=%s does not except %s", (except, address) => {
    expect(viaProxy(address, except)).toBe(true);
  });
});
