// Short sounds and a shake: what was scanned is heard and felt without looking.

const NOTES = {
  good: [[880, 0, 0.09], [1318, 0.07, 0.12]],
  soft: [[660, 0, 0.08]],
  bad: [[196, 0, 0.16], [156, 0.15, 0.22]],
  chime: [[1046, 0, 0.25], [1568, 0.16, 0.35]],
};
const SHAKES = { good: [30], bad: [90, 60, 90], soft: [15] };
let voice = null;

/** Plays a sound and shakes the device; before the first touch a browser allows neither, which is no fault. */
export function sound(name) {
  if (!NOTES[name]) return;
  if (SHAKES[name] && navigator.userActivation?.hasBeenActive) navigator.vibrate?.(SHAKES[name]);
  try {
    play(NOTES[name], name === "chime" ? 0.06 : 0.12);
  } catch {
    voice = null;
  }
}

/** The gentle sound of new work. */
export const chime = () => sound("chime");

function play(notes, loudness) {
  if (!navigator.userActivation?.hasBeenActive) return;
  voice ??= new AudioContext();
  voice.resume();
  for (const [pitch, after, length] of notes) {
    const tone = voice.createOscillator();
    const volume = voice.createGain();
    const at = voice.currentTime + after;
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(loudness, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + length);
    tone.connect(volume).connect(voice.destination);
    tone.start(at);
    tone.stop(at + length);
  }
}
