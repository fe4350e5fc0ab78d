// Scans from anywhere: a scanner types like a keyboard and ends with Enter; a camera sees the bars.

import { sound } from "./sounds.js";

const PAUSE_MS = 1500; // Outside a field letters mean nothing but a code; after such a pause another one begins.
const SHORTEST = 4;
const FORMATS = ["ean_13", "ean_8", "upc_a", "upc_e", "code_128", "code_39", "itf", "qr_code"];
const waiting = [];
let typed = "";
let lastAt = 0;
let busy = false;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches?.("input, select, textarea")) return;
  const now = performance.now();
  if (now - lastAt > PAUSE_MS) typed = "";
  lastAt = now;
  if (event.key === "Enter" && typed.length >= SHORTEST) {
    event.preventDefault();
    take(typed);
    typed = "";
  } else if (event.key.length === 1) typed += event.key;
});
document.addEventListener("htmx:afterSettle", () => {
  busy = false;
  next();
});
document.addEventListener("htmx:sendError", () => (busy = false));

/** Prepares what the page that is shown has for scanning. */
export function scanning() {
  const sees = "BarcodeDetector" in window && navigator.mediaDevices?.getUserMedia;
  for (const button of document.querySelectorAll("[data-camera]")) {
    button.hidden = !sees;
    button.onclick = () => look();
  }
}

/** Puts a code where the page wants it: codes that come while one is under way wait their turn. */
export function take(code) {
  if (!navigator.onLine) return sound("bad"); // Nobody may believe that it was counted.
  waiting.push(code);
  next();
}

function next() {
  if (busy || !waiting.length) return;
  const here = document.querySelector("[data-scan-here]");
  const form = here?.form ?? document.querySelector("form[data-scan]");
  if (!form) return void (waiting.length = 0);
  const field = here ?? form.querySelector("input:not([type='hidden'])");
  field.value = waiting.shift();
  if (here) return void field.focus();
  const key = form.querySelector("input[name='key']");
  if (key) key.value = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
  delete form.dataset.sent;
  busy = true;
  form.requestSubmit();
}

async function look() {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog scan-view";
  dialog.innerHTML = '<div class="dialog-body"><video playsinline muted></video><div class="actions"><button class="button wide" type="button">Stop</button></div></div>';
  document.body.append(dialog);
  const video = dialog.querySelector("video");
  let stream = null;
  const stop = () => {
    stream?.getTracks().forEach((track) => track.stop());
    dialog.remove();
  };
  dialog.addEventListener("close", stop);
  dialog.querySelector("button").onclick = () => dialog.close();
  dialog.showModal();
  try {
    stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.srcObject = stream;
    await video.play();
    const known = await BarcodeDetector.getSupportedFormats();
    const detector = new BarcodeDetector({ formats: FORMATS.filter((format) => known.includes(format)) });
    while (dialog.open) {
      const [found] = await detector.detect(video);
      if (found) {
        dialog.close();
        return take(found.rawValue);
      }
      await new Promise((done) => setTimeout(done, 120));
    }
  } catch {
    dialog.querySelector("video").replaceWith("The camera cannot be used. Type the code instead.");
  }
}
