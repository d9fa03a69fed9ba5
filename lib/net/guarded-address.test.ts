import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { isPublicAddress, lookupAmong } from "./guarded-address";

describe("an address", () => {
  it.each([
    ["this machine", "127.0.0.1"],
    ["this machine, at its end", "127.255.255.254"],
    ["this machine, IPv6", "::1"],
    ["no address at all", "0.0.0.0"],
    ["no address at all, IPv6", "::"],
    ["a private network (10/8)", "10.0.0.1"],
    ["a private network (172.16/12)", "172.31.255.255"],
    ["a private network (192.168/16)", "192.168.1.1"],
    ["a unique local network", "fd00::1"],
    ["a link, where clouds keep their metadata", "169.254.169.254"],
    ["a link, IPv6", "fe80::1"],
    ["a link, IPv6, with its zone", "fe80::1%eth0"],
    ["a carrier's inner network", "100.64.0.1"],
    ["many at once", "224.0.0.1"],
    ["many at once, IPv6", "ff02::1"],
    ["everybody", "255.255.255.255"],
    ["a documentation", "192.0.2.1"],
    ["a documentation (2)", "198.51.100.1"],
    ["a documentation (3)", "203.0.113.1"],
    ["a documentation, IPv6", "2001:db8::1"],
    ["a documentation, IPv6 (2)", "3fff::1"],
    ["a benchmark", "198.18.0.1"],
    ["a future use", "240.0.0.1"],
    ["this machine as IPv6 (mapped)", "::ffff:127.0.0.1"],
    ["this machine as IPv6 (mapped, hexadecimal)", "::ffff:7f00:1"],
    ["cloud metadata as IPv6 (mapped)", "::ffff:a9fe:a9fe"],
    ["this machine as IPv6 (compatible)", "::127.0.0.1"],
    ["this machine as IPv6 (translated)", "::ffff:0:127.0.0.1"],
    ["this machine behind NAT64", "64:ff9b::7f00:1"],
    ["this machine behind local NAT64", "64:ff9b:1::7f00:1"],
    ["this machine behind 6to4", "2002:7f00:1::1"],
    ["a Teredo tunnel", "2001::1"],
    ["a site", "fec0::1"],
    ["a hole", "100::1"],
    ["unassigned space", "4000::1"],
  ])("of %s is not public (%s)", (_what, address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each(["", "localhost", "example.com", "1.2.3.4.5", "https://8.8.8.8"])("%j is none", (text) => {
    expect(isPublicAddress(text)).toBe(false);
  });

  it.each([
    "8.8.8.8",
    "93.184.215.14",
    "172.15.0.1",
    "172.32.0.1",
    "100.128.0.1",
    "2606:4700::1111",
    "::ffff:8.8.8.8",
  ])("%s is public", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

it.each([true, false])(
  "a connection goes to the checked address, even if the name resolves to another now (several families: %s)",
  async (autoSelectFamily) => {
    const server = createServer((socket) => socket.end("the checked one")).listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    const lookup = lookupAmong([{ address: "127.0.0.1", family: 4 }]);
    const socket = connect({ host: "nobody-knows-this-name.invalid", port, lookup, autoSelectFamily });
    const [data] = await once(socket, "data");
    expect(String(data)).toBe("the checked one");
    socket.destroy();
    server.close();
  },
);
