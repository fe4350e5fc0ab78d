// A short sound and a touch for what went well or badly: for whoever looks at the shelf and not at the screen.
//
// An element that arrives with data-cue="good" or "bad" is heard once. Silence is remembered by the browser; whoever
// wants less motion is not shaken.

const TONES = { good: [[880, 0.07]], bad: [[220, 0.14], [185, 0.2]] };
const SHAKES = { good: [35], bad: [90, 60, 90] };
const KEPT = "atrium_cues";
let audio = null;

export const isSilent = () => localStorage.getItem(KEPT) === "off";

/** Turns sounds and touches on or off in this browser. */
export function silence(silent) {
  if (silent) localStorage.setItem(KEPT, "off");
  else localStorage.removeItem(KEPT);
}

/** Gives the cue "good" or "bad". */
export function cue(kind) {
  document.dispatchEvent(new CustomEvent("atrium:cue", { detail: kind }));
  // Before the first touch a browser allows neither, and says so on its console.
  if (isSilent() || navigator.userActivation?.hasBeenActive === false) return;
  if (!matchMedia("(prefers-reduced-motion: reduce)").matches) navigator.vibrate?.(SHAKES[kind]);
  play(TONES[kind]);
}

function play(tones) {
  const Audio = window.AudioContext ?? window.webkitAudioContext;
  if (!Audio) return;
  audio ??= new Audio();
  audio.resume?.().catch(() => {}); // A browser that nobody has touched yet stays silent.
  let at = audio.currentTime;
  for (const [frequency, seconds] of tones) {
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = frequency;
    volume.gain.setValueAtTime(0.0001, at);
    volume.gain.exponentialRampToValueAtTime(0.2, at + 0.01);
    volume.gain.exponentialRampToValueAtTime(0.0001, at + seconds);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop((at += seconds));
  }
}

function hearNew(root) {
  for (const said of root.querySelectorAll?.("[data-cue]:not([data-heard])") ?? []) {
    said.dataset.heard = "";
    cue(said.dataset.cue === "bad" ? "bad" : "good");
  }
}

function showSwitch() {
  for (const button of document.querySelectorAll("[data-cue-switch]")) {
    button.hidden = false;
    button.setAttribute("aria-pressed", String(isSilent()));
  }
}

document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-cue-switch]")) return;
  silence(!isSilent());
  showSwitch();
  cue("good");
});
document.addEventListener("htmx:afterSettle", (event) => {
  hearNew(event.detail.elt);
  showSwitch();
});
document.addEventListener("atrium:placed", (event) => hearNew(event.target));
hearNew(document);
showSwitch();
