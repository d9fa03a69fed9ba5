import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { machineFacts } from "../harness/machine";
import { measure } from "./measure";
import { report } from "./report";
import { openScene } from "./scene";

/**
 * Measures how fresh the keeper keeps an agency's workspaces, in simulated time: fifteen of them with eighty flows each, at
 * sixty requests a minute, with people at work in one of them. Each workspace has a key of
 * its own. Writes bench/results/keeper.md.
 */
const RESULTS = fileURLToPath(new URL("../results/", import.meta.url));
const SCALE = { workspaces: 15, flowsOfEach: 80, perMinute: 60 };
const MINUTES = 30;

const say = (line: string) => void process.stdout.write(`${line}\n`);

const facts = await machineFacts();
say("Making the workspaces and their flows");
const scene = await openScene(SCALE);
try {
  const lane = { name: "A key for each workspace", measures: await measure(scene, MINUTES, say) };
  const scale = `${SCALE.workspaces} workspaces with ${SCALE.flowsOfEach} flows each, ${SCALE.perMinute} requests a minute for each key. Somebody looks at a third of them; in one, three people read 18 flows and one saves 6 in each minute.`;
  const text = report(facts, scale, [lane]);
  await mkdir(RESULTS, { recursive: true });
  await writeFile(join(RESULTS, "keeper.md"), text);
  say(text);
} finally {
  await scene.close();
}
