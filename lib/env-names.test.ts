import { expect, it } from "vitest";
import { unknownVariables } from "./env-names";

const KNOWN = ["PORT", "PORTAL_URL", "PORTAL_SECRET", "UPSTREAM_TIMEOUT_MS", "SANDBOX_PORT"];
const namesIn = (set: Record<string, string>) =>
  unknownVariables(set, KNOWN).map((line) => line.split(":")[0]);

it.each([
  ["PORTAL_ULR", "PORTAL_URL"],
  ["PORTAL_SECRETS", "PORTAL_SECRET"],
  ["UPSTREAM_TIMEOUT", "UPSTREAM_TIMEOUT_MS"],
  ["SANDBOX_PROT", "SANDBOX_PORT"],
])("%s is refused with the nearest name", (name, near) => {
  expect(unknownVariables({ [name]: "canary" }, KNOWN)).toEqual([
    `${name}: is no setting of the portal; did you mean ${near}?`,
  ]);
});

it("a variable of another program, an empty one and a known one are none of it", () => {
  expect(namesIn({ HOME: "/root", MY_PORTAL_URL: "x", PORTAL_NOTHING: "", PORTAL_URL: "x" })).toEqual([]);
});

it("what Kubernetes says about a service of the same name is none of it, and the same name with another value is", () => {
  const links = {
    PORTAL_SERVICE_HOST: "10.0.0.1",
    PORTAL_SERVICE_PORT: "3000",
    PORTAL_SERVICE_PORT_HTTP: "3000",
    PORTAL_PORT: "tcp://10.0.0.1:3000",
    PORTAL_PORT_3000_TCP: "tcp://10.0.0.1:3000",
    PORTAL_PORT_3000_TCP_ADDR: "10.0.0.1",
  };
  expect(namesIn(links)).toEqual([]);
  expect(namesIn({ PORTAL_PORT: "3000" })).toEqual(["PORTAL_PORT"]);
});
