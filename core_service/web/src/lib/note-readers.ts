/** Who may read a note, in words: as a choice, as what the choice means, and beside a written note. */
import type { NoteVisibility } from "./contract";

interface ReaderWords {
  label: string;
  meaning: string;
  written: string;
}

export const NOTE_READERS: Readonly<Record<NoteVisibility, ReaderWords>> = {
  private: { label: "Only me", meaning: "Only you can read it.", written: "for nobody else" },
  staff: {
    label: "Staff",
    meaning: "Tutors and assessors of the centre can read it.",
    written: "for the staff",
  },
  parent: {
    label: "Parents",
    meaning: "The family can read it after the session.",
    written: "for the family",
  },
};

export const NOTE_READER_CHOICES = Object.entries(NOTE_READERS).map(([value, { label }]) => ({
  value,
  label,
}));
