// A sentence at the lower edge that goes by itself.

const SHOWN_MS = 6000;

/** Says a sentence; tone is "bad" or nothing. */
export function toast(text, { tone = "", forMs = SHOWN_MS } = {}) {
  const shelf = document.getElementById("toasts");
  if (!shelf) return;
  const said = document.createElement("div");
  said.className = `toast ${tone}`.trim();
  said.textContent = text;
  shelf.append(said);
  leave(said, forMs);
}

/** Lets the sentences go that came with the page. */
export function letToastsGo() {
  for (const said of document.querySelectorAll("#toasts .toast:not([data-leaves])")) leave(said, SHOWN_MS + 2000);
}

function leave(said, afterMs) {
  said.dataset.leaves = "";
  const go = () => (said.matches(":hover, :focus-within") ? setTimeout(go, 1000) : said.remove());
  setTimeout(go, afterMs);
}
