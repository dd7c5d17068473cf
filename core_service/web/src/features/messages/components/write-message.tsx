/** The field for one more message: what was typed stays until it has arrived, and arrives once. */
import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { ThreadMessageRequestLimits } from "~/generated/limits";
import { asProblem } from "~/lib/problem";
import { FormFrame, FormProblem } from "~/ui/form";
import { type Addressee, useWrite } from "../api";
import classes from "./messages.module.css";

interface WriteMessageProps {
  to: Addressee;
  label: string;
  onSent?: (id: string) => void;
}

export function WriteMessage({ to, label, onSent }: WriteMessageProps) {
  const [text, setText] = useState("");
  const write = useWrite();
  const words = text.trim();
  const problem = write.error ? asProblem(write.error) : null;
  const atField = problem?.fieldError("text");
  const send = () => {
    if (words === "" || write.isPending) return;
    write.mutate(
      { to, text: words },
      {
        onSuccess: ({ id }) => {
          setText("");
          onSent?.(id);
        },
      },
    );
  };
  return (
    <FormFrame
      className={classes.write}
      isSaving={write.isPending}
      error={write.error}
      onSubmit={send}
    >
      <Textarea
        label={label}
        description="Ctrl Enter sends"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) send();
        }}
        error={atField}
        maxLength={ThreadMessageRequestLimits.text.maxLength}
        autosize
        minRows={2}
        maxRows={8}
      />
      {problem && !atField && <FormProblem error={problem} onRetry={send} />}
      <Button type="submit" size="md" loading={write.isPending}>
        Send
      </Button>
    </FormFrame>
  );
}
