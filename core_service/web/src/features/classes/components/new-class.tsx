/** A class is begun with its name; its students and lessons follow. */
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { ClassRequestLimits } from "~/generated/limits";
import { fieldError, Form } from "~/ui/form";
import { useCreateClass } from "../api";

interface NewClassProps {
  centreId: string | null;
  onMade: (id: string) => void;
}

export function NewClass({ centreId, onMade }: NewClassProps) {
  const [typed, setTyped] = useState("");
  const [isTried, setTried] = useState(false);
  const create = useCreateClass();
  const name = typed.trim();
  const send = () => {
    setTried(true);
    if (!name) return;
    create.mutate({ name, ...(centreId && { centreId }) }, { onSuccess: ({ id }) => onMade(id) });
  };
  return (
    <Form submit="Make the class" isSaving={create.isPending} error={create.error} onSubmit={send}>
      <TextInput
        label="Name"
        maxLength={ClassRequestLimits.name.maxLength}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
        error={isTried && !name ? "Give it a name" : fieldError(create.error, "name")}
      />
    </Form>
  );
}
