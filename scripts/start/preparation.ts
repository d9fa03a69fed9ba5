import type { launchEnv } from "@/lib/env";
import type { FirstOwner } from "@/lib/identity/create-first-owner";
import { childEnvironment } from "./child-environment";
import { type ChildProgram, startProgram } from "./child-program";
import { Refusal } from "./refusal";

/** The variables that `npm start` reads, checked. */
export type Launch = ReturnType<typeof launchEnv>;

/**
 * What is done once at a start, in a process that ends after it: it needs the portal's own modules, and those would stay in
 * memory. Each step has what it is given and what it gives back, both as JSON can say them.
 */
export interface PreparationSteps {
  settings: { given: null; gives: { launch: Launch; notes: string[] } };
  takeOverOld: { given: { folder: string; url: string }; gives: null };
  database: { given: { settings: Record<string, string>; embedded: boolean }; gives: { notes: string[] } };
  ownerPassword: { given: { launch: Launch }; gives: null };
  pages: { given: { env: NodeJS.ProcessEnv; dataDir: string }; gives: null };
  past: { given: { demoKeys: string[]; controlUrl: string; embedded: boolean }; gives: null };
  firstRun: {
    given: { launch: Launch; dataDir: string; demoKeys: string[] | null };
    gives: { owner: FirstOwner | null; idle: string[] };
  };
}

export type StepName = keyof PreparationSteps;

/** The answer to a step: its result, or why there is none. */
export type StepAnswer<Name extends StepName> =
  | { result: PreparationSteps[Name]["gives"] }
  | { refused: boolean; message: string };

export interface Preparation {
  /**
   * Has a step done. One at a time.
   * @throws Refusal when the operator can do something about it, Error otherwise
   */
  ask: <Name extends StepName>(
    name: Name,
    given: PreparationSteps[Name]["given"],
  ) => Promise<PreparationSteps[Name]["gives"]>;
  stop: ChildProgram["stop"];
}

/** Starts the process that prepares. */
export async function startPreparation(programs: string, root: string): Promise<Preparation> {
  const program = await startProgram(root, {
    name: "preparation",
    script: `${programs}/prepare.mjs`,
    // Its modules are those of a server, and say so by this condition.
    nodeOptions: ["--conditions=react-server"],
    args: [root],
    env: childEnvironment({}),
    showOutput: true,
  });
  const ended = program.ended.then((how): never => {
    throw new Error(`the preparation ${how}`);
  });
  ended.catch(() => {});
  const ask: Preparation["ask"] = async (name, given) => {
    const answered = new Promise<StepAnswer<typeof name>>((settle) => {
      program.child.once("message", (message) => settle(JSON.parse(String(message))));
    });
    program.child.send(JSON.stringify({ name, given }));
    const answer = await Promise.race([answered, ended]);
    if ("result" in answer) return answer.result;
    throw answer.refused ? new Refusal(answer.message) : new Error(answer.message);
  };
  return { ask, stop: program.stop };
}
