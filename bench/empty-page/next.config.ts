import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true },
  // The packages are the project's own, two folders up.
  turbopack: { root: `${import.meta.dirname}/../..` },
};

export default config;
