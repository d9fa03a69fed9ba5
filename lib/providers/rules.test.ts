import { describe, expect, it } from "vitest";
import { companyClaim, companyHint, issuerFault } from "./rules";

describe("an issuer", () => {
  it.each([
    "https://login.microsoftonline.com/common/v2.0",
    "https://login.microsoftonline.com/organizations/v2.0",
    "https://login.microsoftonline.com/consumers/v2.0",
    "https://login.microsoftonline.com/COMMON",
    "https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0",
    "https://login.microsoftonline.com/{tenantid}/v2.0",
    "https://login.microsoftonline.us/common/v2.0",
    "https://login.partner.microsoftonline.cn/common/v2.0",
  ])("that stands for many companies is refused, with what to give instead: %s", (issuer) => {
    expect(issuerFault(issuer)).toMatch(/many companies: give the issuer of your own tenant, such as https:/);
  });

  it.each([
    "https://login.microsoftonline.com/0e1f6a2b-51c4-4f5e-9d37-6f1f0b6a7c11/v2.0",
    "https://login.example.com/common/v2.0",
    "https://common.example.com",
  ])("of one company is fit: %s", (issuer) => {
    expect(issuerFault(issuer)).toBeNull();
    expect([companyClaim(issuer), companyHint(issuer)]).toEqual([null, {}]);
  });

  it.each(["https://accounts.google.com", "https://accounts.google.com/"])(
    "of all the world that says whose company an account is has to say it: %s",
    (issuer) => {
      expect(issuerFault(issuer)).toBeNull();
      expect([companyClaim(issuer), companyHint(issuer)]).toEqual(["hd", { hd: "*" }]);
    },
  );
});
