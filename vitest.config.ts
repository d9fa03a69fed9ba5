import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
/** Next's `server-only` marker throws outside a server bundle; in tests it stands for nothing. */
const alias = [
  { find: /^server-only$/, replacement: `${root}node_modules/server-only/empty.js` },
  { find: /^@\//, replacement: root },
];

/** The integration tests: always on the embedded database, and once more on a real server where one is named. */
const integration = (name: string, env: Record<string, string>) => ({
  resolve: { alias },
  test: {
    name,
    env,
    sequence: { groupOrder: 1 },
    include: ["tests/integration/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Many tests wait for a time-out that they provoke; both databases' tests together fill two processors.
    maxWorkers: 3,
    ...(env.INTEGRATION_DATABASE_URL ? {} : { globalSetup: ["tests/support/empty-database.ts"] }),
  },
});
const server = process.env.TEST_DATABASE_URL;

export default defineConfig({
  resolve: { alias },
  test: {
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["{lib,components,app,scripts,sandbox}/**/*.test.{ts,tsx}"],
          // Enough also where other work keeps the processors busy.
          testTimeout: 20_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          // To load all modules anew for each file took more than half of the time. So a test that changes what a
          // module keeps, such as the environment, sets it right for itself.
          isolate: false,
        },
      },
      integration("integration", {}),
      ...(server ? [integration("integration-postgres", { INTEGRATION_DATABASE_URL: server })] : []),
      {
        resolve: { alias },
        test: {
          name: "e2e",
          // By itself, and last: a browser needs the processor.
          sequence: { groupOrder: 2 },
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: ["tests/support/portal-keeper.ts"],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
        },
      },
    ],
  },
});
