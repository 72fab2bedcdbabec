// The sound of an arrival: two short, quiet notes, made here rather than loaded.
let audio: AudioContext | null = null;

const VOLUME = 0.05;
const NOTES = [
  { hertz: 784, at: 0 },
  { hertz: 1047, at: 0.14 },
];
const LASTS = 0.5;

/** Silent where the browser has no sound, or waits for the person's first click on the page. */
export async function chime(): Promise<void> {
  if (!('AudioContext' in window)) return;
  audio ??= new AudioContext();
  // Without a click it never resolves: nothing is kept back to be played later.
  if (audio.state !== 'running') await audio.resume();
  const now = audio.currentTime;
  for (const { hertz, at } of NOTES) {
    const note = audio.createOscillator();
    const gain = audio.createGain();
    note.frequency.value = hertz;
    gain.gain.setValueAtTime(0, now + at);
    gain.gain.linearRampToValueAtTime(VOLUME, now + at + 0.02);
    gain.gain.exponentialRampToValueAtTime(0.0001, now + at + LASTS);
    note.connect(gain).connect(audio.destination);
    note.start(now + at);
    note.stop(now + at + LASTS);
  }
}
