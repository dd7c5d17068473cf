/** A lesson being written: what it says, block by block, and how long it takes. */
import { ActionIcon, Button, Textarea, TextInput } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconTrash } from "@tabler/icons-react";
import { BlockLimits, LessonRequestLimits } from "~/generated/limits";
import type { Tagged } from "~/lib/tagged";
import { type Lesson, lessonQuery, saveLesson } from "../api";
import type { Block, LessonForm } from "../forms";
import { useKeptSaving } from "../use-kept-saving";
import { EditorFrame } from "./editor-frame";
import classes from "./editor.module.css";
import { Choice, ForWriters } from "./may-only-read";

interface LessonEditorProps {
  loaded: Tagged<Lesson>;
  userId: string;
  isReadOnly: boolean;
}

function formOf({ title, contentType, estimatedMins, content, isActive }: Lesson): LessonForm {
  const blocks = Array.isArray(content["blocks"]) ? (content["blocks"] as Block[]) : [];
  const url = typeof content["url"] === "string" ? content["url"] : undefined;
  return { title, contentType, estimatedMins, content: { blocks, ...(url && { url }) }, isActive };
}

const TYPES: readonly { value: LessonForm["contentType"]; label: string }[] = [
  { value: "READING", label: "Reading" },
  { value: "EXERCISE", label: "Exercises" },
  { value: "WORKSHEET", label: "Worksheet" },
  { value: "VIDEO_LESSON", label: "Video" },
  { value: "INTERACTIVE", label: "Interactive" },
];

const BLOCKS: readonly { value: Block["kind"]; label: string }[] = [
  { value: "heading", label: "Heading" },
  { value: "paragraph", label: "Paragraph" },
  { value: "example", label: "Example" },
  { value: "list", label: "List" },
];

export function LessonEditor({ loaded, userId, isReadOnly }: LessonEditorProps) {
  const { id } = loaded.stored;
  const kept = useKeptSaving({
    loaded,
    keptAs: `aetherlearn-lesson/${userId}/${id}`,
    formOf,
    save: (tag, form: LessonForm) => saveLesson(id, tag, form),
    query: lessonQuery(id),
  });
  const { form, change, saving } = kept;
  const { blocks } = form.content;
  const setBlocks = (changed: Block[]) =>
    change({ ...form, content: { ...form.content, blocks: changed } });
  return (
    <EditorFrame
      kept={kept}
      aim={undefined}
      what="this lesson"
      wordsOf={wordsOf}
      isReadOnly={isReadOnly}
    >
      <div className={classes.head}>
        <TextInput
          label="Title"
          required
          maxLength={LessonRequestLimits.title.maxLength}
          className={classes.wide}
          value={form.title}
          onChange={(event) => change({ ...form, title: event.currentTarget.value })}
          error={saving.problem?.fieldError("title")}
        />
        <Choice
          label="Kind"
          value={form.contentType}
          onChange={(kind) => change({ ...form, contentType: kind as LessonForm["contentType"] })}
          error={saving.problem?.fieldError("contentType")}
          data={TYPES}
        />
        <Choice
          label="Takes"
          value={String(form.estimatedMins ?? "")}
          onChange={(minutes) => change({ ...form, estimatedMins: Number(minutes) || null })}
          error={saving.problem?.fieldError("estimatedMins")}
          data={minuteChoices(form.estimatedMins)}
        />
      </div>
      <div className={classes.editor} role="group" aria-label="What it says">
        {blocks.map((block, at) => (
          <BlockEditor
            key={at}
            block={block}
            number={at + 1}
            problem={saving.problem?.fieldError(`content.blocks.${at}.text`)}
            onChange={(changed) => setBlocks(blocks.map((old, o) => (o === at ? changed : old)))}
            onMove={(by) => setBlocks(moved(blocks, at, by))}
            onRemove={() => setBlocks(blocks.filter((_, other) => other !== at))}
          />
        ))}
        <ForWriters>
          <Button
            variant="default"
            onClick={() => setBlocks([...blocks, { kind: "paragraph", text: "" }])}
          >
            Add a paragraph
          </Button>
        </ForWriters>
      </div>
    </EditorFrame>
  );
}

interface BlockEditorProps {
  block: Block;
  number: number;
  problem?: string;
  onChange: (block: Block) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

function BlockEditor({ block, number, problem, onChange, onMove, onRemove }: BlockEditorProps) {
  const text = textOf(block);
  return (
    <div className={classes.block}>
      <Choice
        aria-label={`Kind of part ${number}`}
        value={block.kind}
        onChange={(kind) => onChange(asBlock(kind as Block["kind"], text))}
        data={BLOCKS}
      />
      <Textarea
        aria-label={`Part ${number}`}
        autosize
        maxLength={BlockLimits.text.maxLength}
        value={text}
        onChange={(event) => onChange(asBlock(block.kind, event.currentTarget.value))}
        error={problem}
      />
      <ForWriters>
        <ActionIcon
          variant="default"
          size={44}
          aria-label={`Move part ${number} up`}
          onClick={() => onMove(-1)}
        >
          <IconArrowUp size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={44}
          aria-label={`Move part ${number} down`}
          onClick={() => onMove(1)}
        >
          <IconArrowDown size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size={44}
          aria-label={`Remove part ${number}`}
          onClick={onRemove}
        >
          <IconTrash size={18} aria-hidden />
        </ActionIcon>
      </ForWriters>
    </div>
  );
}

/** A list is written as one line for each point. */
function textOf(block: Block): string {
  return block.kind === "list" ? block.items.join("\n") : block.text;
}

function asBlock(kind: Block["kind"], text: string): Block {
  return kind === "list" ? { kind, items: text.split("\n") } : { kind, text };
}

function moved(blocks: readonly Block[], at: number, by: 1 | -1): Block[] {
  const [block] = blocks.slice(at, at + 1);
  const others = blocks.filter((_, other) => other !== at);
  const to = Math.max(0, Math.min(others.length, at + by));
  return block ? [...others.slice(0, to), block, ...others.slice(to)] : [...blocks];
}

function wordsOf({ title, content }: LessonForm): string {
  return [title, ...content.blocks.map(textOf)].join("\n");
}

function minuteChoices(current: number | null) {
  const minutes = [...new Set([5, 8, 10, 15, 20, 30, 45, 60, ...(current ? [current] : [])])];
  return [
    { value: "", label: "Not said" },
    ...minutes.sort((a, b) => a - b).map((each) => ({ value: String(each), label: `${each} min` })),
  ];
}
