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

/** Begins, in each project, with the files that take longest: what runs last runs alone, and all wait for it. */
class SlowFilesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project.name))];
    const place = ({ project }: TestSpecification) => projects.indexOf(project.name);
    return sorted.sort((one, other) => place(one) - place(other) || slowness(other) - slowness(one));
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
          // By itself, and last: a browser needs the processor.
          sequence: { groupOrder: 2 },
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: ["tests/support/portal-keeper.ts"],
          testTimeout: 180_000,
          hookTimeout: 120_000,
          // What a page shows after a request may take seconds where other work keeps the processors busy.
          expect: { poll: { timeout: 15_000 } },
          maxWorkers: 2,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "faults",
          // Real processes, whose moments matter; and the browser tests have built the pages by then.
          sequence: { groupOrder: 3 },
          include: ["tests/faults/**/*.test.ts"],
          maxWorkers: 1,
        },
      },
    ],
  },
});
