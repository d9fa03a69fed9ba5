import type { ProviderView } from "@/lib/providers/list-providers";

/** An identity provider as an owner's page gets it: switched on, with one group that gives a role. */
export function exampleProvider(part: Partial<ProviderView> = {}): ProviderView {
  return {
    ...{ id: "p1", name: "Acme", issuer: "https://acme.example", clientId: "c", secretHint: "" },
    ...{ scopes: "openid", groupsClaim: "groups", directoryGroups: false, joining: false, enabled: true },
    asksForTwoFactors: false,
    ...{ createdAt: "2026-05-20T10:00:00Z", domains: [], breakGlass: [], people: 2, directory: null },
    groupRoles: [{ group: "support", workspaceId: "w1", workspaceName: "Harbour", role: "editor" }],
    ...part,
  };
}
