/** Two soft tones, made here: no file, no other origin. Silent where the browser has no sound or forbids it. */
const TONES_HZ = [659.25, 523.25];
const TONE_SECONDS = 0.28;
const LOUDNESS = 0.12;

export function playChime(): void {
  if (!("AudioContext" in window)) return;
  const audio = new AudioContext();
  TONES_HZ.forEach((hertz, index) => {
    const start = audio.currentTime + index * TONE_SECONDS;
    const tone = audio.createOscillator();
    const volume = audio.createGain();
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(LOUDNESS, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + TONE_SECONDS);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + TONE_SECONDS);
    if (index === TONES_HZ.length - 1) tone.onended = () => void audio.close();
  });
}
