/** The built-in pictures with which a child who does not write yet says what the raised hand is about. */
import {
  IconDeviceTabletX,
  IconEar,
  IconHelpCircle,
  IconMoodPuzzled,
  IconPencil,
  type Icon,
} from "@tabler/icons-react";

export const HELP_PICTURES: readonly { name: string; words: string; Icon: Icon }[] = [
  { name: "stuck", words: "I am stuck", Icon: IconMoodPuzzled },
  { name: "what-to-do", words: "What do I do?", Icon: IconHelpCircle },
  { name: "read-to-me", words: "Read it to me", Icon: IconEar },
  { name: "check-my-work", words: "Look at my work", Icon: IconPencil },
  { name: "tablet-trouble", words: "My tablet is funny", Icon: IconDeviceTabletX },
];

export function helpPictureWords(name: string): string {
  return HELP_PICTURES.find((picture) => picture.name === name)?.words ?? "Sent a picture hand";
}

export function HelpPicture({ name, size = 32 }: { name: string; size?: number }) {
  const Picture = HELP_PICTURES.find((picture) => picture.name === name)?.Icon ?? IconHelpCircle;
  return (
    <span style={{ display: "inline-flex", alignItems: "center", gap: 8 }}>
      <Picture size={size} stroke={1.6} aria-hidden />
      <span>{helpPictureWords(name)}</span>
    </span>
  );
}
