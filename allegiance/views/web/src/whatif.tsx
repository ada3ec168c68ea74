// What if: one tie dropped or turned round, and every analysis before and after.
import { Await, type AnswerProps } from "./answer";
import { served, type Got } from "./asked";
import { count } from "./bits";
import { command } from "./command";
import { fold, inWords, placed, type Tie, type World } from "./model";
import type { Go, Selection } from "./state";
import type { Camps, Figure, Supposed } from "./types";

export const whatIfKey = (of: string) => {
  const [kind, ...id] = of.split("/");
  return `what-if/${kind}/${encodeURIComponent(id.join("/"))}`;
};

/** The camps, which are soon known, and every analysis. */
export const whatIfKeys = (of: string) => [`${whatIfKey(of)}/camps`, whatIfKey(of)];

const MOST = 300;

export function WhatIf(props: AnswerProps) {
  const { world, of, answer, selection, go } = props;
  const [kind, ...rest] = of.split("/");
  const said = rest.join("/");
  const ties = fold(world, world.told).filter((tie) => tie.sign !== 0 && !placed(tie) && tie.affirmed > 0);
  const supposed = ties.find((one) => one.told.some(({ record }) => record.id === said));
  const tie = picked(ties, selection) ?? supposed;
  const asking = supposed !== undefined && tie === supposed;
  if (ties.length === 0) {
    return <p class="empty silence">Nothing to suppose: no friendly or hostile tie between two actors is told.</p>;
  }
  return (
    <>
      <Choice ties={ties.slice(0, MOST)} tie={tie} kind={asking ? kind! : ""} go={go} />
      {!tie && <p class="empty">Choose a tie here, or click one in the graph; then drop it, or turn it round.</p>}
      {tie && !asking && <p class="empty">Drop {inWords(tie)}, or turn it round, and see what becomes of the camps.</p>}
      {tie && asking && (served() ? (
        <Await got={first(whatIfKeys(of).map((key) => answer<Supposed>(key)))} ask="what-if">
          {(found) => <Shown found={found} waiting={answer(whatIfKey(of)).state === "waiting"} />}
        </Await>
      ) : (
        <OnlyServed world={world} tie={tie} kind={kind!} camps={answer<Camps>("camps")} />
      ))}
    </>
  );
}

/** The whole answer, or what is known of it until it is there. */
function first([camps, every]: Got<Supposed>[]): Got<Supposed> {
  return every!.state === "waiting" ? camps! : every!;
}

function picked(ties: Tie[], selection: Selection | null): Tie | undefined {
  return selection?.kind === "tie" ? ties.find((one) => one.key === selection.id) : undefined;
}

function Choice({ ties, tie, kind, go }: { ties: Tie[]; tie: Tie | undefined; kind: string; go: Go }) {
  const at = tie && !ties.includes(tie) ? [tie, ...ties] : ties;
  const suppose = (kind: string) => go({ of: `${kind}/${tie!.told[0]!.record.id}`, selection: { kind: "tie", id: tie!.key }, open: null });
  return (
    <div class="choice">
      <label>
        <span>A tie</span>
        <select
          value={tie?.key ?? ""}
          onChange={(event) => {
            const key = event.currentTarget.value;
            go({ of: "", selection: key ? { kind: "tie", id: key } : null, open: null });
          }}
        >
          <option value="">choose…</option>
          {at.map((one) => <option key={one.key} value={one.key}>{inWords(one)}{one.theatre ? ` (${one.theatre})` : ""}</option>)}
        </select>
      </label>
      <div class="do">
        <button class="tool" disabled={!tie} aria-pressed={kind === "drop"} onClick={() => suppose("drop")}>Drop it</button>
        <button class="tool" disabled={!tie} aria-pressed={kind === "flip"} onClick={() => suppose("flip")}>Turn it round</button>
      </div>
    </div>
  );
}

function OnlyServed({ world, tie, kind, camps }: { world: World; tie: Tie; kind: string; camps: ReturnType<AnswerProps["answer"]> }) {
  const wholes = camps.state === "ready" ? (camps.value as Camps).wholes : {};
  const name = (end: Tie["source"]) => wholes[end.id]?.name ?? world.parties.get(end.id)?.name ?? end.name;
  const told = `${name(tie.source)} ${tie.relation} ${name(tie.target)}`;
  return (
    <p class="empty">
      A report cannot work this out by itself. In a terminal: <code>{command("what-if", `${kind}|${told}`)}</code>; on the
      page of <code>allegiance serve</code> it is worked out here.
    </p>
  );
}

function Shown({ found, waiting }: { found: Supposed; waiting: boolean }) {
  const index = found.figures.find((one) => one.figure === "frustration index");
  return (
    <>
      <p class="lead">{found.reading}.</p>
      <p class="quiet">{count(found.left_out.length, "statement")} left out. {found.supposed.join(" ")}</p>
      <div class="halves">
        {index && (
          <div class="index">
            <p class="figure change">
              <b>{show(index.before)}</b>
              <span class="arrow" aria-hidden="true">→</span>
              <b>{show(index.after)}</b>
              <span>frustration index, before and after</span>
            </p>
            <p class="lead">{verdict(found)}</p>
          </div>
        )}
        <Table figures={found.figures} />
      </div>
      {waiting && <p class="empty waiting" role="status">The other analyses are still asked…</p>}
      {found.differences.map((one) => (
        <div key={one.analysis}>
          <Lines title={`${capital(one.analysis)} no longer there`} texts={one.gone} />
          <Lines title={`${capital(one.analysis)} that are new`} texts={one.new} />
        </div>
      ))}
      <p class="aside">This is arithmetic on what is told, not a forecast: nobody else in the network reacts. Nothing is stored.</p>
    </>
  );
}

const capital = (text: string) => text[0]!.toUpperCase() + text.slice(1);
const show = (value: Figure["before"]) => (value === null ? "none" : `${value}`.replace(" to ", "–"));

function verdict(found: Supposed): string {
  if (found.camps === null) return "Whether the camps last is not proved.";
  if (found.camps === "same") return "The camps last: the same are among the best.";
  const moved = found.moved.slice(0, 6).join(", ");
  return `The camps change${moved ? `: ${moved}${found.moved.length > 6 ? ` and ${found.moved.length - 6} more` : ""} change sides.` : "."}`;
}

function Table({ figures }: { figures: Figure[] }) {
  return (
    <table class="figures">
      <thead>
        <tr><th scope="col">Figure</th><th scope="col" class="n">Before</th><th scope="col" class="n">After</th></tr>
      </thead>
      <tbody>
        {figures.map((one) => (
          <tr key={one.analysis + one.figure} class={one.before === one.after ? "" : "on"}>
            <th scope="row">{one.figure === "found" ? one.analysis : one.figure}</th>
            <td class="n">{show(one.before)}</td>
            <td class="n">{show(one.after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Lines({ title, texts }: { title: string; texts: string[] }) {
  if (texts.length === 0) return null;
  return (
    <section class="lines">
      <h3>{title}</h3>
      <ul>{texts.map((text) => <li key={text}>{text}</li>)}</ul>
    </section>
  );
}
