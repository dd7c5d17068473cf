/** One of several: big tiles, keys 1 to 9. */
import { IconCheck } from "@tabler/icons-react";
import { useId } from "react";
import type { QuestionOption } from "~/lib/contract";
import { useAgeTier } from "~/ui/age-tier";
import { KeyHint } from "~/ui/key-hint";
import { ChildText } from "~/ui/child-text";
import { isTyping, useKeys } from "../use-keys";
import classes from "./multiple-choice.module.css";
import { asOption, type RendererProps } from "./renderer";
import { Speaker } from "./speaker";

export function MultipleChoice({ question, value, onAnswer, labelledBy }: RendererProps) {
  const options = (question.options ?? []).map(asOption);
  const group = useId();
  useKeys((event) => {
    const option = options[Number(event.key) - 1];
    if (option && !isTyping(event.target)) onAnswer(option.text);
  });
  const hasPictures = options.some(({ image }) => image);
  return (
    <div
      role="radiogroup"
      aria-labelledby={labelledBy}
      className={classes.tiles}
      data-pictures={hasPictures}
      data-count={options.length}
    >
      {options.map((option, place) => (
        <Tile
          key={option.text}
          option={option}
          hint={place < 9 ? String(place + 1) : null}
          group={group}
          isChosen={value === option.text}
          onChoose={() => onAnswer(option.text)}
        />
      ))}
    </div>
  );
}

interface TileProps {
  option: QuestionOption;
  hint: string | null;
  group: string;
  isChosen: boolean;
  onChoose: () => void;
}

function Tile({ option, hint, group, isChosen, onChoose }: TileProps) {
  const isEarly = useAgeTier() === "EARLY";
  return (
    <div className={classes.tile} data-chosen={isChosen}>
      <label className={classes.label}>
        <input
          type="radio"
          className="visually-hidden"
          name={group}
          checked={isChosen}
          onChange={onChoose}
        />
        {option.image && <img src={option.image} alt={option.imageAlt ?? ""} />}
        {hint && !isEarly && <KeyHint>{hint}</KeyHint>}
        <span className={classes.text}>
          <ChildText>{option.text}</ChildText>
        </span>
      </label>
      {isChosen && (
        <span className={classes.tick}>
          <IconCheck aria-hidden stroke={3} />
        </span>
      )}
      {isEarly && (
        <span className={classes.speaker}>
          <Speaker text={option.speech ?? option.text} what={option.text} kind="option" />
        </span>
      )}
    </div>
  );
}
