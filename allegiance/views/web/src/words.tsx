// Who says what: a row for each tie, a column for each outlet, a sign for each stance.
import { useState } from "preact/hooks";
import { Await, More, Silence, type AnswerProps } from "./answer";
import { count } from "./bits";
import { command } from "./command";
import { signClass } from "./model";
import type { Go, Selection } from "./state";
import type { Matrix, Row as Told, Say } from "./types";

const SAYS: Record<Say["stance"], string> = {
  asserts: "asserts", denies: "denies", hedges: "hedges", silent: "is silent",
};

export function Words({ answer, selection, go }: AnswerProps) {
  return (
    <Await got={answer<Matrix>("words")} ask="words">
      {(found) => found.silence ? <Silence why={found.silence} /> : <Shown found={found} selection={selection} go={go} />}
    </Await>
  );
}

function Shown({ found, selection, go }: { found: Matrix; selection: Selection | null; go: Go }) {
  const [all, showAll] = useState(false);
  const rows = all ? found.rows : found.rows.slice(0, 24);
  return (
    <>
      <p class="lead">
        {count(found.divided, "tie")} of {found.rows.length + found.more} {found.divided === 1 ? "divides" : "divide"} the
        outlets. {found.agreement ?? "No tie is told by two outlets, so their agreement cannot be measured."}
      </p>
      <Key />
      <div class="matrix" tabIndex={0} role="region" aria-label="What each outlet says of each tie">
        <table>
          <caption class="sr">Ties by outlet, the most dividing first</caption>
          <thead>
            <tr>
              <th scope="col"><span class="sr">Tie</span></th>
              {found.outlets.map((outlet) => (
                <th scope="col" key={outlet.name} title={`${outlet.name}: ${count(outlet.ties, "tie")}, silent on ${outlet.silent}`}>
                  <span class="slant">{outlet.name.length > 20 ? `${outlet.name.slice(0, 19)}…` : outlet.name}</span>
                </th>
              ))}
              <th scope="col" class="division"><span class="slant">division</span></th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => <Row key={row.finding.id} {...{ row, found, selection, go }} />)}
          </tbody>
        </table>
      </div>
      {found.rows.length > 24 && (
        <button class="tool more" onClick={() => showAll(!all)}>{all ? "Fewer rows" : `All ${found.rows.length} rows`}</button>
      )}
      <More n={found.more} of="ties" command={command("words")} />
    </>
  );
}

interface RowProps {
  row: Told;
  found: Matrix;
  selection: Selection | null;
  go: Go;
}

function Row({ row, found, selection, go }: RowProps) {
  const id = `words:${row.finding.id}`;
  const on = selection?.kind === "found" && selection.id === id;
  return (
    <tr class={on ? "on" : ""} onClick={() => go({ selection: { kind: "found", id }, open: null })}>
      <th scope="row">
        <button
          aria-pressed={on}
          onKeyDown={walk}
          onClick={(event) => {
            event.stopPropagation();
            go({ selection: { kind: "found", id }, open: null });
          }}
        >
          <span class={`sign ${signClass(row.sign)}`} />
          {row.finding.title}
        </button>
      </th>
      {found.outlets.map((outlet, n) => {
        const say = row.says.find((one) => one.outlet === n);
        return <td key={n}>{say ? <Cell say={say} outlet={outlet.name} /> : <span class="sr">no chance to tell</span>}</td>;
      })}
      <td class="division" title={`division ${row.division.toFixed(2)}: 0 where all agree, 1 for one against one`}>
        <span class="sr">{row.division.toFixed(2)}</span>
        <svg viewBox="0 0 64 8" aria-hidden="true"><rect width={Math.min(row.division, 1.5) * 42} y="2" height="4" rx="2" /></svg>
      </td>
    </tr>
  );
}

/** Arrows move from row to row. */
function walk(event: KeyboardEvent) {
  const row = (event.currentTarget as HTMLElement).closest("tr")!;
  const next = event.key === "ArrowDown" ? row.nextElementSibling : event.key === "ArrowUp" ? row.previousElementSibling : null;
  if (!next) return;
  event.preventDefault();
  next.querySelector("button")!.focus();
}

function Cell({ say, outlet }: { say: Say; outlet: string }) {
  const how = say.copied ? " in a copy of another's story" : say.torn ? " and also the contrary" : "";
  return (
    <span class={`stance ${say.stance}`} title={`${outlet} ${SAYS[say.stance]}${how}`}>
      <Sign stance={say.stance} copied={say.copied} />
      <span class="sr">{SAYS[say.stance]}{how}</span>
    </span>
  );
}

/** A disc asserts, a cross denies, half a disc hedges, a dash is silent; a ring is around a copy. */
function Sign({ stance, copied = false }: { stance: Say["stance"]; copied?: boolean }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      {stance === "asserts" && <circle class="full" cx="12" cy="12" r="6" />}
      {stance === "denies" && <path class="cross" d="M6.500 6.500l11 11M17.500 6.500l-11 11" />}
      {stance === "hedges" && <><path class="full" d="M12 6a6 6 0 0 0 0 12z" /><circle class="rim" cx="12" cy="12" r="6" /></>}
      {stance === "silent" && <path class="dash" d="M8 12h8" />}
      {copied && <circle class="copy" cx="12" cy="12" r="10" />}
    </svg>
  );
}

function Key() {
  return (
    <ul class="legend stances" aria-label="Key">
      {Object.entries(SAYS).map(([stance, word]) => (
        <li key={stance} class={`stance ${stance}`}><Sign stance={stance as Say["stance"]} />{word}</li>
      ))}
      <li class="stance asserts"><Sign stance="asserts" copied />a copy</li>
      <li>empty: no chance to tell</li>
    </ul>
  );
}
