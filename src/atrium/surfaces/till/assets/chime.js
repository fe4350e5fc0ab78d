// The gentle sound of new work.

import { isSilent } from "../../shared/design/assets/cues.js";

const NOTES = [[1046, 0, 0.25], [1568, 0.16, 0.35]];
const LOUDNESS = 0.06;
let voice = null;

/** Rings, unless the browser was told to be silent, or nobody has touched it yet. */
export function chime() {
  document.dispatchEvent(new CustomEvent("atrium:chime"));
  if (isSilent() || !navigator.userActivation?.hasBeenActive) return;
  voice ??= new AudioContext();
  for (const [pitch, after, length] of NOTES) {
    const tone = voice.createOscillator();
    const volume = voice.createGain();
    const at = voice.currentTime + after;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(LOUDNESS, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + length);
    tone.connect(volume).connect(voice.destination);
    tone.start(at);
    tone.stop(at + length);
  }
}
