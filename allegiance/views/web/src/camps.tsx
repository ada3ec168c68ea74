// Camps: how far the network is from two, who is in them, and the least set of ties that breaks them.
import { Await, Silence, type AnswerProps } from "./answer";
import { count, useSize } from "./bits";
import { Ranked } from "./ranked";
import { signClass, type World } from "./model";
import type { Go } from "./state";
import type { Camps as Found, Who, Years } from "./types";

export function Camps({ world, answer, selection, go }: AnswerProps) {
  return (
    <Await got={answer<Found>("camps")} ask="camps">
      {(found) =>
        found.silence ? (
          <Silence why={found.silence} />
        ) : (
          <>
            <div class="halves">
              <div>
                <Index found={found} />
                {found.years.length > 1 && <Series years={found.years} />}
              </div>
              <div class="both">
                {found.camps.map((camp, n) => (
                  <Camp key={n} n={n + 1} world={world} members={camp} go={go} />
                ))}
              </div>
            </div>
            <h3>{found.broken.length ? "The ties that break them" : "No tie breaks them"}</h3>
            <Ranked
              ask="camps"
              label="Ties that break the camps"
              items={found.broken.map((one) => ({ found: one, sign: signClass(one.legs[0]?.sign ?? 0) }))}
              selection={selection}
              go={go}
            />
          </>
        )
      }
    </Await>
  );
}

/** The frustration index with its bounds. */
function Index({ found }: { found: Found }) {
  const { lower, upper, proved, gap } = found;
  return (
    <div class="index">
      <p class="figure">
        <b>{proved ? upper : `${lower}–${upper}`}</b>
        <span>
          frustration index
          <span class={`seal${proved ? " proved" : ""}`}>{proved ? "proved" : "not proved"}</span>
        </span>
      </p>
      <p class="lead">{found.reading}</p>
      <p class="quiet">
        Lower bound {lower}, upper bound {upper}, gap {(gap * 100).toFixed(1)}%. {count(found.negative, "tie")} of{" "}
        {found.ties} {found.negative === 1 ? "is" : "are"} hostile.
      </p>
    </div>
  );
}

const FEW = 9;

function Camp({ n, world, members, go }: { n: number; world: World; members: Who[]; go: Go }) {
  const one = (who: Who) => (
    <button key={who.id} class="chip" title={who.name} onClick={() => go({ selection: { kind: "actor", id: who.id }, open: null })}>
      {world.parties.get(who.id)?.short ?? who.name}
    </button>
  );
  return (
    <section class={`camp camp${n}`}>
      <h4>Camp {n} <span class="quiet">{count(members.length, "actor")}</span></h4>
      <p class="chips">{members.slice(0, FEW).map(one)}</p>
      {members.length > FEW && (
        <details>
          <summary>and {members.length - FEW} more</summary>
          <p class="chips">{members.slice(FEW).map(one)}</p>
        </details>
      )}
    </section>
  );
}

const TALL = 62;

/** The index of each window of years, over its ties. */
function Series({ years }: { years: Years[] }) {
  const [box, [width]] = useSize<HTMLDivElement>([280, TALL]);
  const most = Math.max(1, ...years.map((one) => one.ties));
  const wide = width / years.length;
  const high = (n: number) => (n / most) * (TALL - 20);
  const step = Math.max(1, Math.ceil(34 / wide));
  return (
    <figure class="series">
      <figcaption>
        Over time: <span class="key broken">ties that break the camps</span> of <span class="key all">all ties</span> told of{" "}
        {years[0]!.first === years[0]!.last ? "a year" : `${years[0]!.last - years[0]!.first + 1} years`}
      </figcaption>
      <div ref={box}>
        <svg width={width} height={TALL} role="img" aria-label={years.map(spoken).join("; ")}>
          {years.map((one, n) => (
            <g key={one.first} transform={`translate(${n * wide} 0)`}>
              <title>{spoken(one)}</title>
              <rect class="all" x={1} width={Math.max(wide - 2, 1)} y={TALL - 16 - high(one.ties)} height={high(one.ties)} />
              <rect
                class={`broken${one.proved ? "" : " open"}`}
                x={1}
                width={Math.max(wide - 2, 1)}
                y={TALL - 16 - high(one.upper ?? 0)}
                height={high(one.upper ?? 0)}
              />
              {n % step === 0 && <text x={1} y={TALL - 3}>{one.first}</text>}
            </g>
          ))}
        </svg>
      </div>
    </figure>
  );
}

function spoken(one: Years): string {
  const when = one.first === one.last ? `${one.first}` : `${one.first}–${one.last}`;
  if (one.upper === null) return `${when}: no signed tie is told`;
  const index = one.proved ? `${one.upper}, proved` : `between ${one.lower} and ${one.upper}`;
  return `${when}: index ${index}, of ${count(one.ties, "tie")}`;
}
