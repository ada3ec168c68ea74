// At the side: the questions that people bring to such a network.
import { useRef } from "preact/hooks";
import { Icon } from "./bits";
import type { World } from "./model";
import type { Asked, Go } from "./state";

interface Question {
  ask: Asked;
  name: string;
  asks: string;
}

/** Grouped by what they are about; the words are those of a reader. */
export const GROUPS: [string, Question[]][] = [
  ["Sides", [
    { ask: "camps", name: "Camps", asks: "Which two, broken by what?" },
    { ask: "games", name: "Double games", asks: "Who is told to be on both sides?" },
    { ask: "shifts", name: "Shifts", asks: "Who changed sides, and when?" },
  ]],
  ["Ways", [
    { ask: "flows", name: "Flows", asks: "Whose arms reached whom?" },
    { ask: "spillover", name: "Spillover", asks: "Where may the pressed turn?" },
  ]],
  ["Words", [
    { ask: "words", name: "Who says what", asks: "Where do outlets differ?" },
  ]],
  ["Between", [
    { ask: "brokers", name: "Brokers", asks: "Who is between the camps?" },
    { ask: "what-if", name: "What if", asks: "If a tie were not there?" },
  ]],
];

export const QUESTIONS = GROUPS.flatMap(([, questions]) => questions);

export function Questions({ world, ask, go }: { world: World; ask: Asked | null; go: Go }) {
  const list = useRef<HTMLDivElement>(null);
  const games = world.page.games.length;
  return (
    <section class="panel questions" id="panel-questions" aria-labelledby="title-questions">
      <header>
        <h2 id="title-questions" tabIndex={-1}>Questions</h2>
        <p class="note">each with its evidence</p>
      </header>
      <div class="scroll" ref={list} onKeyDown={(event) => step(event, list.current!)}>
        {GROUPS.map(([name, questions]) => (
          <div key={name} class="asks" role="group" aria-label={name}>
            {questions.map((one) => (
              <button
                key={one.ask}
                id={`ask-${one.ask}`}
                class={`ask${ask === one.ask ? " on" : ""}`}
                aria-pressed={ask === one.ask}
                onClick={() => go(choice(ask === one.ask ? null : one.ask))}
              >
                <Icon name={one.ask} />
                <span class="name">{one.name}</span>
                {one.ask === "games" && games > 0 && <span class="n">{games}</span>}
                <span class="asks">{one.asks}</span>
              </button>
            ))}
          </div>
        ))}
      </div>
    </section>
  );
}

/** What changes when a question is opened, or closed. */
export const choice = (ask: Asked | null) => ({
  ask,
  of: "",
  selection: null,
  open: null,
  table: false,
  panel: "questions" as const,
});

/** Arrows, Home and End move between the buttons of a list. */
export function step(event: KeyboardEvent, list: HTMLElement): HTMLElement | null {
  const all = [...list.querySelectorAll<HTMLElement>("button")];
  const at = all.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined || at < 0) return null;
  event.preventDefault();
  const next = all[Math.min(Math.max(to, 0), all.length - 1)]!;
  next.focus();
  return next;
}
