// Keeps a page up to date: <… data-stream="/o/…/stream" data-events="order queue"> brings what changes, piece by piece.
//
// Every event named in data-events swaps the elements that it brings by their id. An element #live, where there is one,
// says how it stands; #stream-banner appears when it takes longer than a moment to come back.

import { apply } from "./pieces.js";
import { Stream } from "./stream.js";

const byId = (id) => document.getElementById(id);
const WORDS = { connecting: "Connecting", live: "Live", lost: "Reconnecting" };
let open = null;
let bannerTimer = 0;

/** Opens, changes or closes the stream as the page that is shown wants it. */
export function follow() {
  const wanted = document.querySelector("[data-stream]");
  const address = wanted?.dataset.stream ?? "";
  if (open?.wanted === address && open.element === wanted) return;
  open?.stream.close();
  open = null;
  if (!address) return;
  const stream = new Stream({
    address: () => address,
    heard: (name, data) => (name === "trouble" ? say(`${data} What you see is from a moment ago.`) : hear(data)),
    state: show,
    shownOut: () => location.reload(),
  });
  open = { wanted: address, element: wanted, stream };
  show("connecting");
  stream.connect([...(wanted.dataset.events ?? "").split(" ").filter(Boolean), "trouble"]);
}

function hear(html) {
  hush();
  apply(html);
}

function show(state) {
  document.dispatchEvent(new CustomEvent("atrium:stream", { detail: state }));
  const live = byId("live");
  if (live) {
    live.dataset.live = state;
    const text = byId("live-text") ?? live;
    if (text.textContent !== WORDS[state]) text.textContent = WORDS[state];
  }
  clearTimeout(bannerTimer);
  if (state === "live") hush();
  if (state === "lost") bannerTimer = setTimeout(() => say("Reconnecting. What you see is from a moment ago."), 1500);
}

function say(text) {
  const banner = byId("stream-banner");
  if (!banner) return;
  banner.textContent = text;
  banner.hidden = false;
}

function hush() {
  if (byId("stream-banner")) byId("stream-banner").hidden = true;
}

follow();
document.addEventListener("htmx:afterSettle", follow);
addEventListener("pagehide", () => {
  open?.stream.close();
  open = null;
});
addEventListener("pageshow", (event) => event.persisted && follow());
