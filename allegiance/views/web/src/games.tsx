// Double games: who is told to be on both sides, and whose word each leg is.
import { useRef } from "preact/hooks";
import { More, type AnswerProps } from "./answer";
import { command } from "./command";
import type { World } from "./model";
import { step } from "./questions";
import type { Game, Word } from "./types";

const PATTERNS = { direct: "with one actor", through: "through a third", both: "on both sides" };

/** Whose word it is, in the page's words. */
export const STANDINGS: Record<Game["standing"], string> = {
  "pieced together": "pieced together: no voice tells it whole",
  "alleged by one voice": "alleged by one voice",
  "told by several": "told by several voices",
  "admitted by the actor": "admitted by the actor",
  "admitted by both sides": "admitted by both sides",
};

export function Games({ world, selection, go }: AnswerProps) {
  const list = useRef<HTMLOListElement>(null);
  const { games } = world.page;
  if (games.length === 0) {
    return (
      <p class="empty silence">
        Nobody here is told to be hostile to an actor in one place and helpful to it, or to its ally, in another.
      </p>
    );
  }
  const choose = (id: string, small = false) => go({ selection: { kind: "game", id }, open: null }, small);
  const chosen = selection?.kind === "game" ? games.findIndex((game) => game.id === selection.id) : -1;
  return (
    <>
      <ol
        class="ranked"
        ref={list}
        aria-label="Double games"
        onKeyDown={(event) => {
          const next = step(event, list.current!);
          if (next?.dataset.game) choose(next.dataset.game, true);
        }}
      >
        {games.map((game, n) => (
          <li key={game.id}>
            <button
              class={`finding game${n === chosen ? " on" : ""}`}
              data-game={game.id}
              aria-pressed={n === chosen}
              tabIndex={n === Math.max(chosen, 0) ? 0 : -1}
              onClick={() => choose(game.id)}
            >
              <Triangle world={world} game={game} />
              <span class="words">
                <span class="name">
                  {game.actor.name} <span class="quiet">{PATTERNS[game.pattern]}</span>
                </span>
                <span class="facts-line">
                  <Standing of={game.standing} />
                  {game.others > 0 && <> · {game.others} weaker like it</>}
                </span>
                <span class="reading">{game.reading}</span>
              </span>
            </button>
          </li>
        ))}
      </ol>
      {games.length >= 50 && <More n={1} of="or more" command={command("games")} />}
    </>
  );
}

/** Whose word it is: dots for voices, a ring for those who admit it. */
export function Standing({ of }: { of: Game["standing"] }) {
  const admitted = of.startsWith("admitted");
  const dots = of === "told by several" || of === "admitted by both sides" ? [5, 13] : [9];
  return (
    <span class="standing">
      <svg viewBox="0 0 18 12" aria-hidden="true">
        {dots.map((x) => (
          <circle
            key={x}
            cx={x}
            cy="6"
            r={admitted ? 2.2 : 3}
            class={of === "pieced together" ? "hollow" : "dot"}
          />
        ))}
        {admitted && dots.map((x) => <circle key={-x} cx={x} cy="6" r="4.200" class="ring" />)}
      </svg>
      {STANDINGS[of]}
    </span>
  );
}

/** The actor above, those it meets below; a line is as dense as its word is firm. */
function Triangle({ world, game }: { world: World; game: Game }) {
  const word = (leg: Word["leg"]) => game.told.find((one) => one.leg === leg)?.standing ?? null;
  const same = game.against.id === game.towards.id;
  const short = (id: string, name: string) => initials(world.parties.get(id)?.short ?? name);
  const [left, right] = same ? [[62, 58], [62, 58]] as const : [[24, 58], [100, 58]] as const;
  return (
    <svg class="triangle" viewBox="0 -6 124 84" aria-hidden="true">
      {game.pattern === "both" ? (
        <>
          <Side kind="pos" from={[62, 16]} to={left} word={word("link")} />
          <Side kind="pos" from={[62, 16]} to={right} word={word("friendly")} />
          <Side kind="neg" from={left} to={right} word={word("hostile")} />
        </>
      ) : (
        <>
          <Side kind="neg" from={[same ? 54 : 62, 16]} to={[same ? 54 : left[0], 58]} word={word("hostile")} />
          <Side kind="pos" from={[same ? 70 : 62, 16]} to={[same ? 70 : right[0], 58]} word={word("friendly")} />
          {!same && <Side kind="neu" from={left} to={right} word={word("link")} />}
        </>
      )}
      <Corner at={[62, 14]} text={short(game.actor.id, game.actor.name)} above />
      <Corner at={left} text={short(game.against.id, game.against.name)} />
      {!same && <Corner at={right} text={short(game.towards.id, game.towards.name)} />}
    </svg>
  );
}

type At = readonly [number, number];

function Side({ kind, from, to, word }: { kind: string; from: At; to: At; word: Game["standing"] | null }) {
  const loose = word === null || word === "alleged by one voice" || word === "pieced together";
  const d = `M${from[0]} ${from[1]}L${to[0]} ${to[1]}`;
  return (
    <g class={`line ${kind}`}>
      {kind === "neg" && <path class="strokes" d={d} />}
      <path class="stem" d={d} stroke-width="2" stroke-dasharray={loose ? "4 3" : undefined} />
    </g>
  );
}

function Corner({ at: [x, y], text, above = false }: { at: At; text: string; above?: boolean }) {
  return (
    <>
      <circle class="corner" cx={x} cy={y} r="4.500" />
      <text x={x} y={above ? y - 7 : y + 16} text-anchor="middle">{text}</text>
    </>
  );
}

/** A name in a few letters: an acronym as it is, a long name by the first letters of its words. */
function initials(name: string): string {
  if (name.length <= 10) return name;
  const words = name.split(/[\s-]+/).filter((word) => /^[A-Z]/.test(word));
  return words.length > 2 ? words.map((word) => word[0]).join("").slice(0, 6) : `${name.slice(0, 9)}…`;
}
