import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run check` checks types with the whole project in view; doing it again here would only slow the first start.
  typescript: { ignoreBuildErrors: true },
  // Native or Node-only packages that must be loaded, not bundled.
  serverExternalPackages: ["@node-rs/argon2", "pg", "pino", "undici"],
  // A page's code is loaded with its first visit, which takes some milliseconds once. All pages at the start took 115 MB.
  experimental: { serverSourceMaps: false, preloadEntriesOnStart: false },
  // A browser asks for this address by itself where it needs an icon before it has read which one the page names.
  rewrites: async () => [{ source: "/favicon.ico", destination: "/icon.svg" }],
};

export default config;
