import { describe, expect, it } from "vitest";
import { receiverFault } from "@/lib/audit/rules";

describe("the address of a receiver", () => {
  it.each([
    ["http://example.com/hook", /https/],
    ["ftp://example.com", /https/],
    ["https://example.com/hook\n", /blanks/],
    ["https:///hook", /host/],
    ["javascript:alert(1)", /https/],
    ["example.com/hook", /address/],
    ["", /address/],
    ["https://", /host/],
    ["https://someone@example.com/", /user name/],
    ["https://someone:secret@example.com/", /password/],
    ["https://example.com/#part", /fragment/],
    ["https://example.com/#", /fragment/],
    ["https://example.com:22/", /port/],
    ["https://example.com:80/", /port/],
    ["https://example.com:1023/", /port/],
    ["https://example.com:0/", /port/],
  ])("%s is refused with a reason", (address, reason) => {
    expect(receiverFault(address)).toMatch(reason);
  });

  it.each([
    "https://example.com",
    "https://example.com:443/a?b=c",
    "https://example.com:8443/",
    "https://[2606:4700::1111]/",
  ])("%s may be used", (address) => {
    expect(receiverFault(address)).toBeNull();
  });
});
