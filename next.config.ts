import type { NextConfig } from "next";

const API_HEADERS = [
  { key: "Content-Security-Policy", value: "default-src 'none'; frame-ancestors 'none'" },
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Frame-Options", value: "DENY" },
  { key: "Referrer-Policy", value: "same-origin" },
  { key: "Permissions-Policy", value: "camera=(), geolocation=(), microphone=(), payment=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
  { key: "Cross-Origin-Resource-Policy", value: "same-origin" },
];

const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run check` checks types with the whole project in view; doing it again here would only slow the first start.
  typescript: { ignoreBuildErrors: true },
  // Native or Node-only packages that must be loaded, not bundled.
  serverExternalPackages: ["@node-rs/argon2", "pg", "pino", "undici"],
  experimental: { serverSourceMaps: false },
  // An answer of the API is data: a browser that is led to it must run and frame nothing. Pages get a policy with a nonce
  // from the proxy, which would cost each request of the API a turn of its own.
  headers: async () => [
    { source: "/api/:path*", headers: API_HEADERS },
    {
      source: "/api/:path*",
      has: [{ type: "header", key: "x-forwarded-proto", value: "https" }],
      headers: [{ key: "Strict-Transport-Security", value: "max-age=31536000" }],
    },
  ],
};

export default config;
