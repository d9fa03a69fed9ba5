import { NoSuchOwner, setOwnerPassword } from "@/lib/identity/set-owner-password";
import { runBesidePortal } from "./start/beside-portal";
import { say } from "./start/progress";

/**
 * `npm run owner:password [-- address]`: sets a new password for an owner, whether the portal runs or not. It reads the
 * same variables as `npm start`.
 */
async function setPassword(dataDir: string): Promise<void> {
  const { email, password } = await setOwnerPassword(process.argv[2] ?? null, dataDir);
  say(`  Sign in as ${email}`);
  say(`  Password   ${password}   (shown only this once)`);
}

await runBesidePortal(setPassword, (error) => error instanceof NoSuchOwner, "The password could not be set");
