// Shifts: who stood with whom over time, a row for each, and a diamond where a side changed.
import { useState } from "preact/hooks";
import { Await, More, Silence, type AnswerProps } from "./answer";
import { count, useSize } from "./bits";
import { command } from "./command";
import type { World } from "./model";
import { Ranked } from "./ranked";
import { dated, type Scale } from "./scale";
import type { Go, Selection } from "./state";
import type { Changes, Finding, Frame, Lane, Spell } from "./types";

export function Shifts({ world, answer, selection, go }: AnswerProps) {
  return (
    <Await got={answer<Changes>("shifts")} ask="shifts">
      {(found) => (
        <>
          {found.silence ? <Silence why={found.silence} /> : (
            <>
              <Gantt world={world} found={found} selection={selection} go={go} />
              <h3>{count(found.changes.length + found.more, "change")} of side, the surest first</h3>
              <Ranked
                ask="shifts"
                label="Changes of side"
                items={found.changes.map((one) => ({ found: one }))}
                selection={selection}
                go={go}
              />
              <More n={found.more} of="changes" command={command("shifts")} />
            </>
          )}
          {found.notes.map((note) => <p class="aside" key={note}>{note[0]!.toUpperCase() + note.slice(1)}.</p>)}
        </>
      )}
    </Await>
  );
}

const FEW = 12;
const ROW = 26;

interface GanttProps {
  world: World;
  found: Changes;
  selection: Selection | null;
  go: Go;
}

function Gantt({ world, found, selection, go }: GanttProps) {
  const [all, showAll] = useState(false);
  const [box, [width]] = useSize<HTMLDivElement>([420, 20]);
  const days = found.lanes.flatMap((lane) => [...lane.bars, ...lane.marks].flatMap(({ first, last }) => [first, last]));
  const scale = dated(days, width);
  const changes = new Map(found.changes.map((one) => [one.reading, one]));
  const rows = all ? found.lanes : found.lanes.slice(0, FEW);
  return (
    <div class="gantt">
      {scale && (
        <div class="row years" aria-hidden="true">
          <span class="name" />
          <div ref={box}>
            {scale.years.map((year) => <span key={year} style={{ left: `${scale.at(`${year}-01-01`)}px` }}>{year}</span>)}
          </div>
        </div>
      )}
      {rows.map((lane, n) => (
        <Row key={n} {...{ world, lane, scale, changes, selection, go }} under={under(found.lanes, n)} />
      ))}
      {found.lanes.length > FEW && (
        <button class="tool more" onClick={() => showAll(!all)}>
          {all ? "Fewer rows" : `All ${found.lanes.length} rows`}
        </button>
      )}
      <Key />
    </div>
  );
}

/** Whether a pair stands below the row of its actor. */
function under(lanes: Lane[], at: number): boolean {
  const above = lanes.slice(0, at + 1).reverse().find((lane) => lane.other === null);
  const between = above ? lanes.slice(lanes.indexOf(above), at + 1) : [];
  return above !== undefined && between.every((lane) => lane.actor.id === above.actor.id);
}

interface RowProps {
  world: World;
  under: boolean;
  lane: Lane;
  scale: Scale | null;
  changes: Map<string, Finding>;
  selection: Selection | null;
  go: Go;
}

function Row({ world, under, lane, scale, changes, selection, go }: RowProps) {
  const first = lane.marks.map((mark) => changes.get(mark.reading)).find(Boolean);
  const choose = (found: Finding | undefined) =>
    found && go({ selection: { kind: "found", id: `shifts:${found.id}` }, open: null });
  const name = (party: { id: string; name: string }) => world.parties.get(party.id)?.short ?? party.name;
  const label = !lane.other ? name(lane.actor) : under ? `with ${name(lane.other)}` : `${name(lane.actor)}, ${name(lane.other)}`;
  const undated = lane.marks.filter((mark) => mark.first === null).length;
  return (
    <div class={`row${under && lane.other ? " pair" : " actor"}`}>
      <span class="name" title={lane.other ? `${lane.actor.name} and ${lane.other.name}` : lane.actor.name}>
        {first ? (
          <button class="ends" onClick={() => choose(first)}>{label}</button>
        ) : (
          <span class="ends">{label}</span>
        )}
        {lane.theatre && <span class="quiet">{world.page.countries[lane.theatre] ?? lane.theatre}</span>}
      </span>
      <div class="lane">
        {scale && (
          <svg viewBox={`0 0 ${scale.width} ${ROW}`} aria-hidden="true">
            {scale.years.map((year) => (
              <line key={year} class="year" x1={scale.at(`${year}-01-01`)} x2={scale.at(`${year}-01-01`)} y1="0" y2={ROW} />
            ))}
            {lane.bars.map((spell, n) => (
              <Bar key={n} spell={spell} next={lane.bars[n + 1]} scale={scale} choose={() => choose(beside(spell, lane, changes))} />
            ))}
            {lane.marks.map((mark, n) => {
              const found = changes.get(mark.reading);
              const on = selection?.kind === "found" && selection.id === `shifts:${found?.id}`;
              return <Diamond key={n} mark={mark} scale={scale} on={on} choose={() => choose(found)} />;
            })}
          </svg>
        )}
        {undated > 0 && <span class="undated">◇ changed, no date told</span>}
        <span class="sr">{[...lane.bars.map(spoken), ...lane.marks.map((mark) => mark.reading)].join("; ")}</span>
      </div>
    </div>
  );
}

const SIDES: Record<Spell["look"], string> = { friendly: "pos", hostile: "neg", mixed: "neu", camp: "with" };

/** The change that a bar leads to or comes from: the nearest in time, whose evidence has its sentences. */
function beside(spell: Spell, lane: Lane, changes: Map<string, Finding>): Finding | undefined {
  const away = ({ first, last }: Frame) =>
    first && last ? Math.max(0, Date.parse(first) - Date.parse(spell.last), Date.parse(spell.first) - Date.parse(last)) : Infinity;
  const near = [...lane.marks].sort((one, other) => away(one) - away(other) || 0);
  return near.map((mark) => changes.get(mark.reading)).find(Boolean);
}

interface BarProps {
  spell: Spell;
  next: Spell | undefined;
  scale: Scale;
  choose: () => void;
}

function Bar({ spell, next, scale, choose }: BarProps) {
  const left = scale.at(spell.first);
  const wide = Math.max(scale.after(spell.last) - left, 5);
  const free = next ? Math.min(wide, Math.max(scale.at(next.first) - left, 0)) : wide;
  const room = Math.floor((free - 10) / 6.8);
  const label = spell.label.length <= room ? spell.label : room > 6 ? `${spell.label.slice(0, room - 1)}…` : "";
  return (
    <g class={`spell ${SIDES[spell.look]}`} onClick={choose}>
      <title>{spoken(spell)}</title>
      <rect x={left} y="5" width={wide} height="16" rx="2.500" />
      {spell.look === "hostile" && <path class="hatch" d={hatched(left, wide)} />}
      {label && <text x={left + 5} y="17">{label}</text>}
    </g>
  );
}

/** Slanted strokes, so that hostility is not told by colour alone. */
function hatched(left: number, wide: number): string {
  const strokes = [];
  for (let x = left + 4; x < left + wide - 2; x += 7) strokes.push(`M${x} 20l${Math.min(5, left + wide - x)}-14`);
  return strokes.join("");
}

function spoken(spell: Spell): string {
  const when = spell.first === spell.last ? spell.first : `${spell.first} to ${spell.last}`;
  return `${spell.label}, ${when}, ${count(spell.statements, "statement")}`;
}

function Diamond({ mark, scale, on, choose }: { mark: Frame; scale: Scale; on: boolean; choose: () => void }) {
  if (!mark.first || !mark.last) return null;
  const [left, right] = [scale.at(mark.first), scale.after(mark.last)];
  const x = (left + right) / 2;
  return (
    <g class={`change ${mark.order}${on ? " on" : ""}`} onClick={choose}>
      <title>{mark.reading}</title>
      <rect class="frame" x={left} y="2" width={Math.max(right - left, 4)} height="22" rx="3" />
      <path class="diamond" d={`M${x} 6l6.500 7-6.500 7-6.500-7z`} />
    </g>
  );
}

function Key() {
  return (
    <ul class="legend" aria-label="Key">
      <li><svg viewBox="0 0 26 16" class="spell pos" aria-hidden="true"><rect x="1" y="2" width="24" height="12" rx="2" /></svg>friends</li>
      <li>
        <svg viewBox="0 0 26 16" class="spell neg" aria-hidden="true">
          <rect x="1" y="2" width="24" height="12" rx="2" />
          <path class="hatch" d="M5 14l4-12M12 14l4-12M19 14l4-12" />
        </svg>
        foes
      </li>
      <li><svg viewBox="0 0 26 16" class="spell with" aria-hidden="true"><rect x="1" y="2" width="24" height="12" rx="2" /></svg>with whom</li>
      <li><svg viewBox="0 0 26 16" class="change certain" aria-hidden="true"><path class="diamond" d="M13 1l6.500 7-6.500 7-6.500-7z" /></svg>changed, order certain</li>
      <li><svg viewBox="0 0 26 16" class="change possible" aria-hidden="true"><path class="diamond" d="M13 1l6.500 7-6.500 7-6.500-7z" /></svg>order possible</li>
    </ul>
  );
}
