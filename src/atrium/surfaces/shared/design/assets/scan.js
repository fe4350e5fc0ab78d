// Codes from a scanner that types, from the camera, or from hands: all end in the page's scan box.
//
// A scanner types faster than people do and ends with Enter; it is heard wherever the cursor stands, and what it typed
// into a field is taken out again. The page hears `atrium:scan` with the code; unless it takes the event, the code goes
// into the form [data-scan] and is sent.

import { cue } from "./cues.js";

const BETWEEN_KEYS_MS = 60;
const SHORTEST = 4;
const LOOK_EVERY_MS = 150;
const SAME_AGAIN_MS = 1500;
const AIM = /^\][A-Za-z][0-9A-Za-z]/; // What some scanners put before the code to say its kind.
const FORMATS = ["ean_13", "ean_8", "upc_a", "upc_e", "code_128", "code_39", "itf", "qr_code", "data_matrix"];

/* ---- A scanner that types ---- */

let typed = "";
let lastAt = 0;
let field = null; // The field that the keys go into, and what stood there before.

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  const gap = event.timeStamp - lastAt;
  lastAt = event.timeStamp;
  if (event.key === "Enter") return end(event, gap);
  if (event.key.length !== 1) return;
  if (gap > BETWEEN_KEYS_MS) begin(event.target);
  typed += event.key;
}, { capture: true });

function begin(target) {
  typed = "";
  field = target.matches?.("input, textarea") ? { element: target, before: target.value } : null;
}

function end(event, gap) {
  const code = typed;
  typed = "";
  if (gap > BETWEEN_KEYS_MS || code.length < SHORTEST) return;
  event.preventDefault();
  event.stopPropagation();
  if (field?.element.isConnected) field.element.value = field.before;
  take(code, "scanner");
}

/** Takes a code in, as if it had been scanned; `from` is scanner, camera or hands. */
export function take(code, from) {
  const plain = code.replace(AIM, "").trim();
  if (!plain) return;
  const heard = new CustomEvent("atrium:scan", { detail: { code: plain, from }, cancelable: true, bubbles: true });
  if (!document.dispatchEvent(heard)) return;
  const form = document.querySelector("form[data-scan]");
  if (!form) return cue("bad");
  form.querySelector("[data-scan-code]").value = plain;
  form.requestSubmit();
}

/* ---- The camera ---- */

export const hasCamera = () => "BarcodeDetector" in window && Boolean(navigator.mediaDevices?.getUserMedia);
let watching = null;

/** Opens the camera in the dialog and takes the first code that it sees; says why when it cannot. */
export async function openCamera(dialog) {
  const video = dialog.querySelector("video");
  const word = dialog.querySelector("[data-scan-word]");
  word.textContent = "Hold the code in front of the camera.";
  dialog.showModal();
  try {
    const known = await window.BarcodeDetector.getSupportedFormats();
    const detector = new window.BarcodeDetector({ formats: FORMATS.filter((format) => known.includes(format)) });
    const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
    if (!dialog.open) return stop(stream);
    video.srcObject = stream;
    await video.play();
    watching = { stream, timer: setInterval(() => look(detector, video, dialog), LOOK_EVERY_MS), busy: false };
  } catch (fault) {
    word.textContent = why(fault);
  }
}

function why(fault) {
  if (fault.name === "NotAllowedError") return "This page may not use the camera. Allow it in the browser's settings, or type the code.";
  if (fault.name === "NotFoundError") return "This device has no camera. Type the code, or use a scanner.";
  if (fault.name === "NotReadableError") return "Another program uses the camera. Close it, or type the code.";
  return "The camera does not work here. Type the code, or use a scanner.";
}

let seen = { code: "", at: 0 };
async function look(detector, video, dialog) {
  if (!watching || watching.busy) return;
  watching.busy = true;
  try {
    const [found] = await detector.detect(video);
    const again = found && found.rawValue === seen.code && Date.now() - seen.at < SAME_AGAIN_MS;
    if (found && !again) {
      seen = { code: found.rawValue, at: Date.now() };
      dialog.close();
      take(found.rawValue, "camera");
    }
  } catch {
    // A picture that cannot be read is followed by the next one.
  } finally {
    if (watching) watching.busy = false;
  }
}

function stop(stream) {
  for (const track of stream?.getTracks() ?? []) track.stop();
}

function closeCamera() {
  if (!watching) return;
  clearInterval(watching.timer);
  stop(watching.stream);
  watching = null;
}

/* ---- Hands ---- */

function offer() {
  for (const button of document.querySelectorAll("[data-scan-camera]")) button.hidden = !hasCamera();
  for (const dialog of document.querySelectorAll("dialog[data-camera]")) dialog.addEventListener("close", closeCamera);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-scan-camera]");
  if (button) openCamera(document.querySelector("dialog[data-camera]"));
});
document.addEventListener("htmx:afterSettle", offer);
addEventListener("pagehide", closeCamera);
offer();
