import { expect, it } from "vitest";
import { requestOrigin } from "./request-origin";

const ipOf = (forwarded: string) => requestOrigin(new Headers({ "x-forwarded-for": forwarded })).ip;

it("a request comes from the last hop, whatever the client wrote before it", () => {
  expect(ipOf("203.0.113.9, 192.0.2.7")).toBe("192.0.2.7");
  expect(ipOf("somebody, 2001:db8::7")).toBe("2001:db8::7");
});

it.each(["", "unknown", "192.0.2.7, ", "192.0.2.256", "<b>me</b>", "192.0.2.7:80", "a".repeat(9_000)])(
  "what is no address is not told as one: %j",
  (forwarded) => {
    expect(ipOf(forwarded)).toBeNull();
  },
);
