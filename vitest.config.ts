import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const root = fileURLToPath(new URL(".", import.meta.url));
/** Next's `server-only` marker throws outside a server bundle; in tests it stands for nothing. */
const alias = [
  { find: /^server-only$/, replacement: `${root}node_modules/server-only/empty.js` },
  { find: /^@\//, replacement: root },
];

/** Files that take a minute or so, the slowest first. Vitest knows only their sizes on a clean clone. */
const SLOW = [
  "faults",
  "start",
  "recovery",
  "pages-editors",
  "pages-audit",
  "pages",
  "demo-past",
  "what-survives",
  "flow-round-trip",
  "audit-delivery",
];

function slowness({ moduleId }: TestSpecification): number {
  const place = SLOW.indexOf(basename(moduleId, ".test.ts"));
  return place === -1 ? 0 : SLOW.length - place;
}

/** Begins, in each group, with the files that take longest: what runs last runs alone, and all wait for it. */
class SlowFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const group = ({ project }: TestSpecification) => project.config.sequence.groupOrder;
    return sorted.sort((one, other) => group(one) - group(other) || slowness(other) - slowness(one));
  }
}

/** The integration tests that also run on a server that is named: what an older one or a pooler may do differently. */
const SMOKE = ["migrations", "idempotency", "flow-updates", "audit-values-before", "audit-webhook-locks"];

const integration = (
  name: string,
  files: string,
  place: { globalSetup?: string[]; env?: Record<string, string> },
) => ({
  resolve: { alias },
  test: {
    name,
    ...place,
    sequence: { groupOrder: 1 },
    include: [`tests/integration/${files}.test.ts`],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Many tests wait for a time-out that they provoke.
    maxWorkers: 3,
  },
});

/** For tests that start whole portals and browsers. They are last, since they need the processor. */
const REAL_PORTALS = {
  sequence: { groupOrder: 2 },
  setupFiles: ["tests/support/await-built-pages.ts"],
  // Two keep the processors of a small machine busy; rounds of faults and starts after a crash mostly wait.
  maxWorkers: 3,
  // A page that shares them may need more than the usual second.
  expect: { poll: { timeout: 15_000 } },
};
const server = process.env.TEST_DATABASE_URL;

export default defineConfig({
  resolve: { alias },
  test: {
    sequence: { sequencer: SlowFilesFirst },
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["{lib,components,app,scripts,sandbox}/**/*.test.ts"],
          // Enough also where other work keeps the processors busy.
          testTimeout: 20_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          // To load all modules anew for each file took more than half of the time. So a test that changes what a
          // module keeps, such as the environment, sets it right for itself.
          isolate: false,
        },
      },
      {
        resolve: {
          alias: [
            { find: /^next\/navigation$/, replacement: `${root}tests/support/address-bar.ts` },
            ...alias,
          ],
        },
        test: {
          name: "components",
          include: ["components/**/*.test.tsx"],
          environment: "happy-dom",
          setupFiles: ["tests/support/component-setup.ts"],
          testTimeout: 20_000,
          maxWorkers: 2,
          // As for unit tests. So no test mocks a module: its neighbours would get the mock, too.
          isolate: false,
        },
      },
      integration("integration", "**/*", { globalSetup: ["tests/support/test-server.ts"] }),
      ...(server
        ? [integration("smoke", `{${SMOKE.join(",")}}`, { env: { INTEGRATION_DATABASE_URL: server } })]
        : []),
      {
        resolve: { alias },
        test: {
          name: "e2e",
          ...REAL_PORTALS,
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: ["tests/support/portal-keeper.ts"],
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "faults",
          ...REAL_PORTALS,
          include: ["tests/faults/**/*.test.ts"],
        },
      },
    ],
  },
});
