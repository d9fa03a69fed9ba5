import { parseArgs } from "node:util";
import { rescueOwner } from "@/lib/identity/rescue-owner";
import { findOwner, NoSuchOwner } from "@/lib/identity/set-owner-password";
import { runBesidePortal } from "./start/beside-portal";
import { confirmOnTerminal } from "./start/confirmation";
import { say } from "./start/progress";
import { Refusal } from "./start/refusal";

const OPTIONS = { "remove-second-factor": { type: "boolean" }, yes: { type: "boolean" } } as const;

/** @throws Refusal for an option that there isn't */
function readWords() {
  try {
    return parseArgs({ args: process.argv.slice(2), options: OPTIONS, allowPositionals: true });
  } catch {
    throw new Refusal("usage: npm run user:rescue -- [address] [--remove-second-factor] [--yes]");
  }
}

/**
 * `npm run user:rescue [-- address] [--remove-second-factor] [--yes]`: makes a link by which an owner who can't sign in sets a new
 * password, and removes a second factor that they have lost, whether the portal runs or not. It reads the same variables as
 * `npm start`.
 */
async function rescue(): Promise<void> {
  const { values, positionals } = readWords();
  const address = positionals[0] ?? null;
  const removeFactors = values["remove-second-factor"] === true;
  if (removeFactors && !values.yes) {
    const { name, email } = await findOwner(address);
    await confirmOnTerminal(
      `  The authenticator app, passkeys and recovery codes of ${name} (${email}) are removed for good, and their sessions end.`,
    );
  }
  const { email, link, minutes, needsFactor } = await rescueOwner(address, { removeFactors });
  if (removeFactors) say(`  The second factors of ${email} are removed.`);
  say(`  A link for a new password of ${email}, for ${minutes} minutes:`);
  say(`  ${link}`);
  say("  It works once, and is shown only now. The logs say that it was made.");
  if (needsFactor) say("  Their second factor stays. If it is lost: --remove-second-factor");
}

await runBesidePortal(rescue, (error) => error instanceof NoSuchOwner, "The link could not be made");
