// The answer to the open question: its picture and its ranked list.
import type { ComponentChildren } from "preact";
import { Brokers } from "./brokers";
import { Camps } from "./camps";
import { Flows } from "./flows";
import { Games } from "./games";
import { Icon, Panel } from "./bits";
import type { Ask, Got } from "./asked";
import { command } from "./command";
import type { World } from "./model";
import { choice, QUESTIONS } from "./questions";
import { Shifts } from "./shifts";
import { Spillover } from "./spillover";
import type { Asked, Go, Selection } from "./state";
import { WhatIf } from "./whatif";
import { Words } from "./words";

export interface AnswerProps {
  world: World;
  ask: Asked;
  of: string;
  answer: Ask;
  selection: Selection | null;
  filtered: boolean;
  go: Go;
}

const SHOWN = {
  camps: Camps, games: Games, shifts: Shifts, flows: Flows, spillover: Spillover,
  words: Words, brokers: Brokers, "what-if": WhatIf,
};

export function AnswerPanel(props: AnswerProps) {
  const { ask, filtered, go } = props;
  const question = QUESTIONS.find((one) => one.ask === ask)!;
  const Shown = SHOWN[ask];
  return (
    <Panel
      name="answer"
      title={question.name}
      note={question.asks}
      tools={
        <button class="tool" aria-label={`Close: ${question.name}`} onClick={() => go({ ...choice(null) })}>
          <Icon name="close" />
        </button>
      }
    >
      <div class={`scroll answers ${ask}`} tabIndex={0} role="region" aria-label={`Answer: ${question.name}`}>
        {filtered && <p class="aside">Answered from all statements: the filters do not apply here.</p>}
        <Shown {...props} />
      </div>
    </Panel>
  );
}

/** What stands in place of an answer until it is there, or where there is none. */
export function Await<T>({ got, ask, of = "", children }: {
  got: Got<T>;
  ask: Asked;
  of?: string;
  children: (value: T) => ComponentChildren;
}) {
  switch (got.state) {
    case "waiting":
      return <p class="empty waiting" role="status">Working it out…{ask === "what-if" && " The camps come first."}</p>;
    case "failed":
      return <p class="empty" role="alert">This could not be answered: {got.why}.</p>;
    case "absent":
      return (
        <p class="empty">
          This report leaves the answer out, for its size. In a terminal: <code>{command(ask, of)}</code>; on the
          page of <code>allegiance serve</code> it is worked out when asked.
        </p>
      );
    case "ready":
      return <>{children(got.value)}</>;
  }
}

/** Why there is nothing, in one sentence. */
export function Silence({ why }: { why: string }) {
  return <p class="empty silence">Nothing was found: {why.replace(/\.$/, "")}.</p>;
}

export function More({ n, of, command: told }: { n: number; of: string; command: string }) {
  if (n <= 0) return null;
  return <p class="aside">And {n.toLocaleString("en")} more {of}: <code>{told}</code> lists them all.</p>;
}
