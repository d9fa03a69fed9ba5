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
  "integration/demo-past",
  "integration/verdicts",
  "integration/access",
  "integration/sign-in-safety",
  "integration/what-survives",
  "integration/flow-round-trip",
  "integration/audit-delivery",
  "faults/faults",
  "e2e/start",
  "e2e/pages-editors",
  "e2e/pages-audit",
  "e2e/pages",
  "e2e/recovery",
  "e2e/demo-past",
];

function slowness({ moduleId }: TestSpecification): number {
  const place = SLOW.findIndex((name) => moduleId.endsWith(`/tests/${name}.test.ts`));
  return place === -1 ? 0 : SLOW.length - place;
}

/** Projects of one group in their order. What stands together here is mixed. */
const STAGES = [["unit", "components"], ["integration"], ["smoke"], ["e2e", "faults"]];

function stage({ project }: TestSpecification): number {
  return STAGES.findIndex((names) => names.includes(project.name));
}

/**
 * Begins, in each stage, with the files that take longest: what runs last runs alone, and all wait for it. Between groups
 * everybody waits, so there are two; tests that need the processor for whole portals and browsers are last.
 */
class SlowFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.sort((one, other) => stage(one) - stage(other) || slowness(other) - slowness(one));
  }
}

/** The integration tests that also run on a server that is named: what an older one or a pooler may do differently. */
const SMOKE = [
  ...["migrations", "idempotency", "flow-updates", "audit-values-before", "audit-webhook-locks"],
  "search-isolation",
];

/**
 * Two files keep the processors of a small machine busy. But many wait: for a time-out that they provoke, for a portal after a
 * crash.
 */
const SECOND_GROUP = { sequence: { groupOrder: 1 }, maxWorkers: 3 };

const integration = (
  name: string,
  files: string,
  place: { globalSetup?: string[]; env?: Record<string, string> },
) => ({
  resolve: { alias },
  test: {
    name,
    ...place,
    ...SECOND_GROUP,
    include: [`tests/integration/${files}.test.ts`],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // As for unit tests. What a file leaves behind in spite of that is put back after it.
    isolate: false,
    setupFiles: ["tests/support/integration-setup.ts"],
  },
});

/** For tests that start whole portals and browsers. */
const REAL_PORTALS = {
  ...SECOND_GROUP,
  setupFiles: ["tests/support/await-built-pages.ts"],
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
          // Files share a process, its browser and its portal: to start these took a tenth of the time.
          isolate: false,
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
