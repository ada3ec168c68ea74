// According to whom: the sentences for and against, and the document they stand in.
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { count, Icon, Panel, years } from "./bits";
import {
  arrow, bundles, chosen, fold, standing, signClass, signName, title,
  type Tie, type Told, type World,
} from "./model";
import type { Go, Selection, View } from "./state";
import { Standing } from "./games";
import { cut, type Span } from "./text";
import type { Attribution, Document, Finding, Game, Leg, Word } from "./types";

interface Props {
  world: World;
  told: Told[];
  ties: Tie[];
  picked: Told[];
  selection: Selection | null;
  open: View["open"];
  go: Go;
}

export function EvidencePanel(props: Props) {
  const { world, selection, open } = props;
  const document = open && world.documents.get(open.document);
  return (
    <Panel name="evidence" title={document ? "In the document" : "According to whom"}>
      <div class="scroll" tabIndex={0} role="region" aria-label="Sentences" key={document ? "open" : selection?.id}>
        {document ? (
          <Open {...props} document={document} said={open.said} />
        ) : selection ? (
          <Chosen {...props} selection={selection} />
        ) : (
          <Overview {...props} />
        )}
      </div>
    </Panel>
  );
}

function Overview({ world, told, ties, go }: Props) {
  const voices = new Set(told.map((one) => one.reading.whose)).size;
  return (
    <>
      <p class="lead">
        {count(told.length, "statement")} by {count(voices, "voice")} in{" "}
        {count(new Set(told.map((one) => one.record.document)).size, "document")} make{" "}
        {count(ties.length, "tie")}. Choose a tie, an actor or a place to read the sentences that say it.
      </p>
      {world.page.games.length > 0 && <h3>Double games</h3>}
      <ol class="most">
        {world.page.games.slice(0, 3).map((game) => (
          <li key={game.id}>
            <button class="tie" onClick={() => go({ ask: "games", selection: { kind: "game", id: game.id }, open: null })}>
              <span class="ends">{game.actor.name}</span>
              <span class="reading">{game.reading}</span>
              <span class="facts-line"><Standing of={game.standing} /></span>
            </button>
          </li>
        ))}
      </ol>
      {ties.length > 0 && <h3>Most widely told</h3>}
      <ol class="most">
        {ties.slice(0, 12).map((tie) => (
          <li key={tie.key}><TieButton world={world} tie={tie} go={go} /></li>
        ))}
      </ol>
      <h3>Documents</h3>
      <ul class="documents">
        {world.page.documents.map((document) => (
          <li key={document.id}>
            <button class="link" onClick={() => go({ open: { document: document.id, said: "" } })}>
              {document.title ?? document.outlet ?? document.path ?? "Untitled"}
            </button>{" "}
            <span class="quiet">{[document.outlet, document.date ?? "undated"].filter(Boolean).join(", ")}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

function TieButton({ world, tie, go }: { world: World; tie: Tie; go: Go }) {
  return (
    <button class="tie" onClick={() => go({ selection: { kind: "tie", id: tie.key }, open: null })}>
      <span class="ends">{tie.source.name} {arrow(tie)} {tie.target.name}</span>
      <span class={`sign ${signClass(tie.sign)}`}>{tie.relation}</span>
      <span class="quiet">
        {[
          tie.theatre ? (world.page.countries[tie.theatre] ?? tie.theatre) : "",
          count(tie.told.length, "sentence"),
          standing(tie),
        ].filter(Boolean).join(" · ")}
      </span>
    </button>
  );
}

function Chosen({ world, told, ties, picked, selection, go }: Props & { selection: Selection }) {
  const game = selection.kind === "game" ? world.games.get(selection.id) : undefined;
  const found = selection.kind === "found" ? world.findings.get(selection.id) : undefined;
  const folded = fold(world, picked);
  const hidden = chosen(world, world.told, selection).length - picked.length;
  return (
    <>
      <div class="head">
        <h3 class="name">{heading(world, ties, selection)}</h3>
        <button class="tool" aria-label="Clear the selection" onClick={() => go({ selection: null })}>
          <Icon name="close" />
        </button>
      </div>
      {game ? (
        <GameLegs world={world} game={game} picked={picked} go={go} />
      ) : found ? (
        <Found world={world} found={found} picked={picked} go={go} />
      ) : (
        <>
          <Sums picked={picked} />
          {folded.map((tie) => (
            <section key={tie.key} class="leg">
              {(folded.length > 1 || selection.kind !== "tie") && <TieButton world={world} tie={tie} go={go} />}
              <Sides world={world} told={tie.told} go={go} />
            </section>
          ))}
        </>
      )}
      {hidden > 0 && <p class="quiet">The filters hide {count(hidden, "further sentence")}.</p>}
      {picked.length === 0 && hidden === 0 && !found && <p class="empty">No sentence says this any more.</p>}
      {selection.kind === "tie" && <Siblings world={world} told={told} picked={picked} go={go} />}
    </>
  );
}

function heading(world: World, ties: Tie[], selection: Selection) {
  const tie = selection.kind === "tie" && ties.find((one) => one.key === selection.id);
  if (!tie) return title(world, ties, selection);
  const theatre = tie.theatre && (world.page.countries[tie.theatre] ?? tie.theatre);
  return (
    <>
      {tie.source.name} <span class={`sign ${signClass(tie.sign)}`}>{tie.relation}</span> {tie.target.name}
      {theatre && <span class="quiet"> in {theatre}</span>}
      <span class="sr"> ({signName(tie.sign)}{tie.symmetric ? ", both ways" : ""})</span>
    </>
  );
}

function Sums({ picked }: { picked: Told[] }) {
  const against = picked.filter((one) => one.record.polarity === "negative").length;
  const dates = picked.flatMap((one) => [one.reading.first, one.reading.last]).filter((one): one is string => !!one).sort();
  const sum = (of: (one: Told) => string) => new Set(picked.map(of)).size;
  return (
    <p class="sums">
      {count(picked.length - against, "sentence")} for, {against} against;{" "}
      {count(sum((one) => one.reading.whose), "voice")} in {count(sum((one) => one.record.document), "document")};{" "}
      {years(dates[0] ?? null, dates[dates.length - 1] ?? null)}
    </p>
  );
}

function GameLegs({ world, game, picked, go }: { world: World; game: Game; picked: Told[]; go: Go }) {
  const both = game.pattern === "both";
  const legs: [Word["leg"], Leg][] = [
    ["hostile", { name: both ? "Between the two sides" : `Hostile to ${game.against.name}`, sign: -1, statements: game.hostile }],
    ["friendly", { name: `Friendly to ${game.towards.name}`, sign: 1, statements: game.friendly }],
    ["link", { name: both ? "The other side, and what links them" : "What links the two", sign: 0, statements: game.links }],
  ];
  return (
    <>
      <p class="lead">{game.reading}</p>
      <p class="sums"><Standing of={game.standing} /></p>
      {legs.map(([kind, leg]) => (
        <LegShown key={kind} world={world} leg={leg} picked={picked} go={go}>
          {game.told.filter((word) => word.leg === kind).map((word, n) => <p class="sums" key={n}><Standing of={word.standing} /></p>)}
        </LegShown>
      ))}
      <Known known={game.known} />
    </>
  );
}

/** What an answer found: in words, then leg by leg with the sentences. */
function Found({ world, found, picked, go }: { world: World; found: Finding; picked: Told[]; go: Go }) {
  return (
    <>
      <p class="lead">{found.reading}</p>
      {found.facts.length > 0 && <p class="sums">{found.facts.join(" · ")}</p>}
      {found.legs.map((leg, n) => <LegShown key={n} world={world} leg={leg} picked={picked} go={go} />)}
      <Known known={found.known} />
    </>
  );
}

function LegShown({ world, leg, picked, go, children }: {
  world: World;
  leg: Leg;
  picked: Told[];
  go: Go;
  children?: ComponentChildren;
}) {
  const told = picked.filter((one) => leg.statements.includes(one.record.id));
  if (told.length === 0) return null;
  return (
    <section class="leg">
      <h4 class={signClass(leg.sign)}>{leg.name}</h4>
      {children}
      {fold(world, told).map((tie) => (
        <div key={tie.key}>
          <TieButton world={world} tie={tie} go={go} />
          <Sides world={world} told={tie.told} go={go} />
        </div>
      ))}
    </section>
  );
}

function Known({ known }: { known: string[] }) {
  if (known.length === 0) return null;
  return (
    <section class="leg">
      <h4>Known without a sentence: from the registry of actors and the map</h4>
      <ul>{known.map((one) => <li key={one}>{one}</li>)}</ul>
    </section>
  );
}

function Sides({ world, told, go }: { world: World; told: Told[]; go: Go }) {
  const against = told.filter((one) => one.record.polarity === "negative");
  const side = (name: string, list: Told[]) =>
    list.length > 0 && (
      <div class={`side ${name}`}>
        {against.length > 0 && <h4>{name === "for" ? "Says so" : "Denies it"}</h4>}
        {list.map((one) => <Card key={one.record.id} world={world} one={one} go={go} />)}
      </div>
    );
  return (
    <>
      {side("for", told.filter((one) => one.record.polarity !== "negative"))}
      {side("against", against)}
    </>
  );
}

function Card({ world, one, go }: { world: World; one: Told; go: Go }) {
  const { record, reading } = one;
  const gloss = record.frame ? (world.page.frames[record.frame] ?? record.frame) : null;
  const facts: [string, string | null | undefined][] = [
    ["certainty", record.certainty],
    ["polarity", record.polarity === "negative" ? "denied" : "affirmed"],
    ["phase", record.phase === "holds" ? null : record.phase],
    ["status", record.time_status],
    ["time", record.time ? `${record.time.text}${record.time.edtf ? ` (${record.time.edtf})` : ""}` : null],
    ["place", record.place?.name],
    ["from", record.origin?.name],
    ["with", record.instrument],
  ];
  return (
    <article class="card" data-said={record.id}>
      <blockquote>
        <Marked text={record.sentence} start={record.begin} spans={spans(one)} />
      </blockquote>
      <p class="voice">
        <Voice links={record.attribution} outlet={record.outlet ?? record.author} />
        {" · "}
        {record.date ?? "undated"}
      </p>
      <dl class="facts">
        {facts.map(([name, value]) =>
          value ? (
            <div key={name} class={`${name} ${value === record.certainty ? value : ""}`}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      {gloss && <p class="because">Coded because: <Gloss text={gloss} />.</p>}
      {!gloss && record.score !== null && record.score !== undefined && (
        <p class="because">
          Coded by the trained model at “{record.trigger.text}”, score {record.score.toFixed(2)}.
        </p>
      )}
      <button
        class="link open"
        onClick={() => go({ open: { document: record.document, said: record.id } })}
        disabled={!world.documents.has(record.document)}
      >
        Open in document
        <span class="sr">: {reading.voice}, {record.sentence.slice(0, 60)}</span>
      </button>
    </article>
  );
}

/** A gloss with its *words* set in italics. */
function Gloss({ text }: { text: string }) {
  return <>{text.replace(/\.$/, "").split("*").map((part, n) => (n % 2 ? <i key={n}>{part}</i> : part))}</>;
}

function Voice({ links, outlet }: { links: Attribution[]; outlet: string | null }) {
  if (links.length === 0) return <><b>{outlet ?? "The document"}</b>, in its own voice</>;
  return (
    <>
      {links.map((link, n) => (
        <span key={n}>
          {n > 0 && " citing "}
          <b>{link.name}</b>
          {link.verb && link.verb !== link.name && <> (“{link.verb}”)</>}
        </span>
      ))}
      {outlet && <>, in <b>{outlet}</b></>}
    </>
  );
}

const spans = (one: Told): Span[] =>
  one.reading.marks.map((mark) => ({ begin: mark.begin, end: mark.end, roles: [mark.role] }));

function Marked({ text, start, spans }: { text: string; start: number; spans: Span[] }) {
  return (
    <>
      {cut(text, spans, start).map((piece, n) =>
        piece.roles.length ? (
          <mark key={n} class={piece.roles.join(" ")}>
            {piece.text}
            {piece.roles.some((role) => ROLES.has(role)) && <span class="sr"> ({piece.roles.join(", ")})</span>}
          </mark>
        ) : (
          piece.text
        ),
      )}
    </>
  );
}

const ROLES = new Set(["source", "target", "trigger"]);

/** Other ties of the same two actors: in other theatres, or of other kinds. */
function Siblings({ world, told, picked, go }: { world: World; told: Told[]; picked: Told[]; go: Go }) {
  const tie = picked[0]?.reading;
  if (!tie) return null;
  const pair = [tie.source, tie.target].sort().join("|");
  const others = bundles(fold(world, told))
    .filter((bundle) => `${bundle.a.id}|${bundle.b.id}` === pair)
    .flatMap((bundle) => bundle.ties)
    .filter((one) => one.key !== tie.tie);
  if (others.length === 0) return null;
  return (
    <section class="siblings">
      <h4>Between the same two</h4>
      {others.map((one) => <TieButton key={one.key} world={world} tie={one} go={go} />)}
    </section>
  );
}

function Open({ world, document: text, said, go }: Props & { document: Document; said: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const at = place.current?.querySelector(".said") as HTMLElement | null;
    at?.scrollIntoView({ block: "center" });
  }, [text.id, said]);
  const one = world.byId.get(said);
  const here = world.told.filter(({ record }) => record.document === text.id);
  const marked: Span[] = [
    ...here.map(({ record }) => ({ begin: record.begin, end: record.end, roles: ["coded"] })),
    ...(one ? [{ begin: one.record.begin, end: one.record.end, roles: ["said"] }, ...spans(one)] : []),
  ];
  return (
    <div class="open-document" ref={place}>
      <button class="tool" onClick={() => go({ open: null })}><Icon name="back" /> Back to the sentences</button>
      <h3 class="name">{text.title ?? "Untitled"}</h3>
      <p class="voice">
        {[text.outlet, text.author, text.date ?? "undated"].filter(Boolean).join(" · ")}
        {text.url && <> · <Address url={text.url} /></>}
      </p>
      <div class="text">
        {cut(text.text, marked).map((piece, n) => {
          const roles = [...new Set(piece.roles)].filter((role) => role !== "coded" || !piece.roles.includes("said"));
          return roles.length ? <mark key={n} class={roles.join(" ")}>{piece.text}</mark> : piece.text;
        })}
      </div>
    </div>
  );
}

/** A document's address: a link only where it leads to a page, never to a script. */
function Address({ url }: { url: string }) {
  if (!/^https?:\/\//i.test(url)) return <>{url}</>;
  return <a href={url} rel="noreferrer noopener" target="_blank">{url.replace(/^https?:\/\//i, "").slice(0, 50)}</a>;
}
