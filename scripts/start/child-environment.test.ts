import { afterEach, expect, it, vi } from "vitest";
import { childEnvironment, plainEnvironment } from "./child-environment";

afterEach(() => vi.unstubAllEnvs());

it("a program that needs no secrets gets the variables that any program needs, and its own", () => {
  for (const name of ["PORTAL_SECRET", "PORTAL_KEYRING", "DATABASE_URL", "SMTP_URL", "HTTPS_PROXY"])
    vi.stubEnv(name, "a secret");
  vi.stubEnv("TZ", "UTC");
  const given = plainEnvironment({ SANDBOX_PORT: "4010" });
  expect(given).toMatchObject({ TZ: "UTC", SANDBOX_PORT: "4010" });
  expect(Object.keys(given)).toContain("PATH");
  expect(JSON.stringify(given)).not.toContain("a secret");
});

it("a value that is set takes the place of the file that it was read from", () => {
  vi.stubEnv("PORTAL_SECRET_FILE", "/run/secrets/portal");
  expect(childEnvironment({ PORTAL_SECRET: "x" }).PORTAL_SECRET_FILE).toBeUndefined();
});
