import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run check` checks types with the whole project in view; doing it again here would only slow the first start.
  typescript: { ignoreBuildErrors: true },
  // Native or Node-only packages that must be loaded, not bundled.
  serverExternalPackages: ["@node-rs/argon2", "pg", "pino", "undici"],
  experimental: { serverSourceMaps: false },
};

export default config;
