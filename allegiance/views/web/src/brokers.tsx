// Brokers: who stands between the camps, what becomes of them without it, who could speak to both sides.
import { Await, More, Silence, type AnswerProps } from "./answer";
import { count } from "./bits";
import { command } from "./command";
import { Ranked } from "./ranked";
import type { Effect, Mediators, Stand } from "./types";

export function Brokers({ answer, selection, go }: AnswerProps) {
  return (
    <Await got={answer<Mediators>("brokers")} ask="brokers">
      {(found) => {
        if (found.silence) return <Silence why={found.silence} />;
        const now = found.proved ? `${found.upper}` : `${found.lower}–${found.upper}`;
        return (
          <>
            <p class="lead">
              The frustration index is {now} now. Beside each name: its friends on either side, and the index without it,
              with its own camp in all its ties, and with the other.
            </p>
            <h3>Between the camps</h3>
            {found.stands.length === 0 && <p class="empty">Nobody has friends in both camps or on both sides of a hostile tie.</p>}
            <Ranked
              ask="brokers"
              label="Brokers"
              items={found.stands.map((one) => ({ found: one.finding, glyph: <Scales of={one} />, more: <Effects of={one} now={now} /> }))}
              selection={selection}
              go={go}
              quiet
            />
            <h3>Could speak to both sides of a quarrel</h3>
            {found.contacts.length === 0 && <p class="empty">Nobody is told to have ties or talks with both ends of a hostile tie.</p>}
            <Ranked
              ask="brokers"
              label="Contacts to both sides"
              items={found.contacts.map((one) => ({ found: { ...one.finding, facts: [...one.finding.facts, between(one.between)] } }))}
              selection={selection}
              go={go}
            />
            <p class="aside">
              The camps were found anew for {found.tried} of {count(found.candidates, "actor")} with two ties or more.
              This is what is told of them; whether anyone should be asked is for people to judge.
            </p>
            <More n={found.more} of="actors" command={command("brokers")} />
          </>
        );
      }}
    </Await>
  );
}

const between = (pairs: string[]) =>
  `between ${pairs.slice(0, 2).join("; ")}${pairs.length > 2 ? ` and ${pairs.length - 2} more` : ""}`;

/** Friendly ties into camp 1 to the left, into camp 2 to the right. */
function Scales({ of }: { of: Stand }) {
  const [left, right] = of.camp === 1 ? [of.near, of.far] : [of.far, of.near];
  const most = Math.max(left, right, 1);
  const wide = (n: number) => (n / most) * 46;
  return (
    <svg class="scales" viewBox="0 0 124 40" role="img" aria-label={`${left} friendly ties into camp 1, ${right} into camp 2`}>
      <rect class="camp1" x={58 - wide(left)} y="12" width={wide(left)} height="14" rx="2" />
      <rect class="camp2" x={66} y="12" width={wide(right)} height="14" rx="2" />
      <circle class={`self camp${of.camp}`} cx="62" cy="19" r="5.500" />
      <text x={56 - wide(left)} y="36" text-anchor="start">{left}</text>
      <text x={66 + wide(right)} y="36" text-anchor="end">{right}</text>
    </svg>
  );
}

const HOW: Record<Effect["how"], string> = {
  gone: "without it", "with its camp": "with its camp", "with the other camp": "with the other",
};

function Effects({ of, now }: { of: Stand; now: string }) {
  if (of.effects.length === 0) return <span class="facts-line">the camps were not found anew for it</span>;
  return (
    <span class="effects">
      {of.effects.map((one) => (
        <span key={one.how} class={`effect${one.changes ? " changes" : ""}`}>
          <span class="how">{HOW[one.how]}</span>
          <b>{one.proved ? one.upper : `${one.lower}–${one.upper}`}</b>
          <span class="quiet">{camps(one)}</span>
          <span class="sr">(the index is {now} now)</span>
        </span>
      ))}
    </span>
  );
}

function camps(one: Effect): string {
  if (one.changes === null) return "camps not sure";
  if (!one.changes) return "same camps";
  const rest = one.all_moved - one.moved.length;
  return one.moved.length ? `other camps: ${one.moved.slice(0, 3).join(", ")}${one.all_moved > 3 ? ` and ${one.all_moved - 3} more` : ""} move` : rest ? `${rest} move` : "other camps";
}
