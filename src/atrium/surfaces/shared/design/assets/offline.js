// Says when the house cannot be reached, and lets nothing be sent into the void meanwhile.
//
// #offline-banner is shown while the browser has no network, or the house does not answer. A form that is sent
// meanwhile stays as it is, with a sentence.

import { toast } from "./toast.js";

const ASK_EVERY_MS = 3000;
const PATIENCE_MS = 4000;
let away = false;
let timer = 0;

export const isAway = () => away;

function show(nowAway) {
  const changed = away !== nowAway;
  away = nowAway;
  document.documentElement.toggleAttribute("data-offline", away);
  const banner = document.getElementById("offline-banner");
  if (banner) banner.hidden = !away;
  clearTimeout(timer);
  if (away) timer = setTimeout(ask, ASK_EVERY_MS);
  if (changed) document.dispatchEvent(new CustomEvent("atrium:reach", { detail: { away } }));
  if (changed && !away) toast("Connected again.");
}

/** Asks the house whether it is there. */
export async function ask() {
  if (!navigator.onLine) return show(true);
  try {
    const response = await fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    show(!response.ok);
  } catch {
    show(true);
  }
}

addEventListener("offline", () => show(true));
addEventListener("online", ask);
document.addEventListener("htmx:sendError", ask);
document.addEventListener("atrium:stream", (event) => event.detail === "lost" && ask());
document.addEventListener("htmx:afterSettle", () => show(away));
document.addEventListener("submit", (event) => {
  if (!away) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  toast("No connection: nothing was sent. Try again when the banner is gone.", { tone: "bad" });
}, { capture: true });
document.addEventListener("htmx:beforeRequest", (event) => {
  if (!away || event.detail.requestConfig.verb === "get") return;
  event.preventDefault();
  toast("No connection: nothing was sent. Try again when the banner is gone.", { tone: "bad" });
});
if (!navigator.onLine) show(true);
