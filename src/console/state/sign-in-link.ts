import { signIn } from "./sign-in.ts";
import { tell } from "./notices.ts";

const FRAGMENT = /^#sign-in=([\w-]{16,128})$/;

/** Signs in with the secret of a link that the service has printed at its first start. The fragment goes at once: it must not stay in the history. */
export async function redeemLink(): Promise<void> {
  const [, secret] = FRAGMENT.exec(location.hash) ?? [];
  if (secret === undefined) return;
  history.replaceState(null, "", location.pathname);
  try {
    const response = await fetch(new URL("sign-in", document.baseURI), {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ secret }),
    });
    const { apiKey } = (await response.json()) as { apiKey?: string }; // what the service answers there
    if (apiKey === undefined)
      tell("The link was used already, or is older than 15 minutes. Sign in with the Api-Key.", true);
    else await signIn(apiKey, false);
  } catch {
    tell("The service cannot be reached. Open the link again.", true);
  }
}
