// Flows: whose weapons, money, training or shelter can have come to whom, step by step.
import { Await, More, Silence, type AnswerProps } from "./answer";
import { count, useSize } from "./bits";
import { command } from "./command";
import { Ranked } from "./ranked";
import type { Go, Selection } from "./state";
import type { Hand, Halt, Passage, Traced, Transfers } from "./types";

/** The key of the answer about one giver or holder. */
export const flowKey = (hand: { way: string; who: { id: string } }) => `flows/${hand.way}/${encodeURIComponent(hand.who.id)}`;

/** The giver or holder that is asked about: the one in the address, else the one with most steps. */
export function asked(found: Transfers, of: string): Hand | undefined {
  const [way, ...id] = of.split("/");
  return found.hands.find((one) => one.way === way && one.who.id === id.join("/")) ?? found.hands[0];
}

export function Flows({ answer, of, selection, go }: AnswerProps) {
  return (
    <Await got={answer<Transfers>("flows")} ask="flows">
      {(found) => {
        const hand = asked(found, of);
        if (!hand) return <Silence why={found.silence ?? "nobody is told to give or to get anything"} />;
        return (
          <>
            <Choice found={found} hand={hand} go={go} />
            <Await got={answer<Traced>(flowKey(hand))} ask="flows" of={`${hand.way}|${hand.who.name}`}>
              {(told) => <Paths told={told} selection={selection} go={go} />}
            </Await>
          </>
        );
      }}
    </Await>
  );
}

function Choice({ found, hand, go }: { found: Transfers; hand: Hand; go: Go }) {
  const of = (one: Hand) => `${one.way}/${one.who.id}`;
  const select = (way: Hand["way"], label: string) => (
    <label>
      <span>{label}</span>
      <select
        value={hand.way === way ? of(hand) : ""}
        onChange={(event) => event.currentTarget.value && go({ of: event.currentTarget.value, selection: null })}
      >
        {hand.way !== way && <option value="">choose…</option>}
        {found.hands.filter((one) => one.way === way).map((one) => (
          <option key={of(one)} value={of(one)}>{one.who.name} ({count(one.steps, "step")})</option>
        ))}
      </select>
    </label>
  );
  return (
    <div class="choice">
      {select("from", "From a giver")}
      {select("to", "To a holder")}
    </div>
  );
}

function Paths({ told, selection, go }: { told: Traced; selection: Selection | null; go: Go }) {
  if (told.silence) return <Silence why={told.silence} />;
  return (
    <>
      <Picture told={told} selection={selection} go={go} />
      <h3>
        {count(told.paths.length, "path")} {told.way} {told.who.name}{told.paths.length > 1 ? ", the best held first" : ""}
      </h3>
      <Ranked ask="flows" label="Paths" items={told.paths.map((found) => ({ found }))} selection={selection} go={go} />
      <More n={told.more} of="paths" command={command("flows", `${told.way}|${told.who.name}`)} />
      <p class="aside">
        Dates allow these paths, or force them: no text needs to say that the same goods went on.
      </p>
    </>
  );
}

const ROW = 48;
const HALF = 14;

function Picture({ told, selection, go }: { told: Traced; selection: Selection | null; go: Go }) {
  const [box, [room]] = useSize<HTMLDivElement>([620, 100]);
  const steps = Math.max(...told.halts.map((halt) => halt.step)) + 1;
  const width = Math.max(room, steps * 168);
  const wide = (width - 8) / steps;
  const plate = Math.min(168, wide * 0.56);
  const height = (Math.max(...told.halts.map((halt) => halt.row)) + 1) * ROW + 8;
  const at = (halt: Halt): [number, number] => [
    4 + (steps > 1 ? (halt.step * (width - 8 - plate)) / (steps - 1) : 0),
    halt.row * ROW + ROW / 2,
  ];
  return (
    <>
      <div class="paths" ref={box} tabIndex={0} role="region" aria-label="Paths as a picture; the list below tells the same">
        <svg width={width} height={height} aria-hidden="true">
          {told.passages.map((one, n) => (
            <Step key={n} {...{ one, plate, go }} from={at(told.halts[one.begin]!)} to={at(told.halts[one.end]!)} on={lit(one, selection)} />
          ))}
          {told.halts.map((halt, n) => {
            const [x, y] = at(halt);
            return (
              <g key={n} class="halt">
                <title>{halt.name}</title>
                <rect x={x} y={y - HALF} width={plate} height={2 * HALF} rx="5" />
                <text x={x + plate / 2} y={y + 4.5} text-anchor="middle">{short(halt.name, (plate - 10) / 7)}</text>
              </g>
            );
          })}
        </svg>
      </div>
      <ul class="legend" aria-label="Key">
        <li><Stroke order="certain" />order forced by the dates</li>
        <li><Stroke order="possible" />order possible</li>
        <li><Stroke order="denied" />denied</li>
      </ul>
    </>
  );
}

function Stroke({ order }: { order: Passage["order"] }) {
  return <svg viewBox="0 0 44 12" class={`passage ${order}`} aria-hidden="true"><path class="stem" d="M2 6H40" /></svg>;
}

/** Whether a step belongs to the path that is chosen, or none is. */
function lit(one: Passage, selection: Selection | null): boolean {
  return selection?.kind !== "found" || one.paths.some((path) => selection.id === `flows:${path}`);
}

interface StepProps {
  one: Passage;
  from: [number, number];
  to: [number, number];
  plate: number;
  on: boolean;
  go: Go;
}

function Step({ one, from, to, plate, on, go }: StepProps) {
  const [a, b] = [from[0] + plate, to[0] - 7];
  const middle = (a + b) / 2;
  const d = `M${a} ${from[1]}C${middle} ${from[1]} ${middle} ${to[1]} ${b} ${to[1]}`;
  const label = short(one.label, (b - a) / 6);
  return (
    <g
      class={`passage ${one.order}${on ? "" : " faded"}`}
      onClick={() => go({ selection: { kind: "found", id: `flows:${one.paths[0]}` }, open: null })}
    >
      <title>{one.reading}</title>
      <path class="reach" d={d} />
      <path class="stem" d={d} />
      <path class="head" d={`M${b} ${to[1] - 4.5}l7 4.500-7 4.500z`} />
      {one.order === "denied" && <path class="stem whole" d={`M${middle - 5} ${(from[1] + to[1]) / 2 - 5}l10 10m0-10-10 10`} />}
      <text x={b - 4} y={to[1] - 7} text-anchor="end">{label}</text>
      {one.weakest && <text class="weakest" x={b - 4} y={to[1] + 16} text-anchor="end">weakest leg</text>}
    </g>
  );
}

const short = (name: string, room: number) =>
  name.length <= room ? name : `${name.slice(0, Math.max(Math.floor(room) - 1, 3))}…`;
