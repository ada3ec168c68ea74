// Spillover: where those who are pressed may turn, and what speaks for each place.
import { Await, More, Silence, type AnswerProps } from "./answer";
import { command } from "./command";
import { Ranked } from "./ranked";
import type { NextPlace, Pressed, Refuges } from "./types";

/** The actor that is asked about: the one in the address, else the most firmly pressed. */
export const pressed = (found: Refuges, of: string): Pressed | undefined =>
  found.actors.find((one) => one.who.id === of) ?? found.actors[0];

export function Spillover({ world, answer, of, selection, go }: AnswerProps) {
  return (
    <Await got={answer<Refuges>("spillover")} ask="spillover">
      {(found) => {
        const one = pressed(found, of);
        if (!one) return <Silence why={found.silence ?? "nobody is told to be pressed"} />;
        const where = (code: string) => world.page.countries[code] ?? code;
        const most = Math.max(...one.places.map((place) => place.score), 0.01);
        return (
          <>
            <div class="choice">
              <label>
                <span>Who is pressed</span>
                <select value={one.who.id} onChange={(event) => go({ of: event.currentTarget.value, selection: null })}>
                  {found.actors.map((each) => (
                    <option key={each.who.id} value={each.who.id}>{each.who.name} (in {each.pressed_in.map(where).join(", ")})</option>
                  ))}
                </select>
              </label>
            </div>
            <h3>Pressed in {one.pressed_in.map(where).join(", ")}</h3>
            <Ranked ask="spillover" label="What presses it" items={[{ found: { ...one.pressure, title: one.who.name }, sign: "neg" }]} selection={selection} go={go} />
            <h3>Next in line, the best founded first</h3>
            {one.places.length === 0 && <p class="empty">No base, shelter, kin, friend or land border speaks for another place.</p>}
            <Ranked
              ask="spillover"
              label="Places next in line"
              items={one.places.map((place, n) => ({ found: { ...place.finding, title: `${n + 1} · ${place.name}` }, glyph: <Score of={place} most={most} /> }))}
              selection={selection}
              go={go}
            />
            <More n={found.more} of="actors" command={command("spillover")} />
            <p class="aside">What is told, not a forecast: where this actor or its friends have bases, shelter, kin or a border.</p>
          </>
        );
      }}
    </Await>
  );
}

function Score({ of, most }: { of: NextPlace; most: number }) {
  return (
    <svg class="score" viewBox="0 0 124 40" role="img" aria-label={`score ${of.score.toFixed(2)}${of.borders ? ", with a land border" : ""}`}>
      <rect class="room" x="4" y="14" width="84" height="10" rx="2" />
      <rect class="fill" x="4" y="14" width={(of.score / most) * 84} height="10" rx="2" />
      <text x="94" y="23.500">{of.score.toFixed(2)}</text>
    </svg>
  );
}
