import type { ProviderChoices, ProviderView } from "@/lib/providers/list-providers";

/** An identity provider, as its owner's pages show it. */
export type Provider = ProviderView;
export type ProviderDomain = Provider["domains"][number];

/** What an owner chooses from. */
export type Choices = ProviderChoices;
