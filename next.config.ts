import type { NextConfig } from "next";

/** For every answer. Pages also get a policy with a nonce, by `proxy.ts`. */
const HEADERS = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=(), payment=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
];

/**
 * An answer of the API is data: a browser that is led to it must run and frame nothing. The proxy would cost each request
 * of the API a turn of its own.
 */
const API_POLICY = "default-src 'none'; frame-ancestors 'none'";

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run check` checks types with the whole project in view; doing it again here would only slow the first start.
  typescript: { ignoreBuildErrors: true },
  // Native or Node-only packages that must be loaded, not bundled.
  serverExternalPackages: ["@node-rs/argon2", "pg", "pino", "undici"],
  experimental: { serverSourceMaps: false },
  headers: async () => [
    { source: "/:path*", headers: HEADERS },
    { source: "/api/:path*", headers: [{ key: "Content-Security-Policy", value: API_POLICY }] },
    {
      source: "/:path*",
      has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
      headers: [{ key: "Strict-Transport-Security", value: "max-age=31536000" }],
    },
  ],
};

export default config;
