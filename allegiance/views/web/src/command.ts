// The command of the terminal that answers the same question.
import type { Asked } from "./state";

export function command(ask: Asked, of = ""): string {
  switch (ask) {
    case "camps":
      return "allegiance balance";
    case "games":
      return "allegiance double-games";
    case "words":
      return "allegiance compare";
    case "flows": {
      const [way, named] = of.split("|");
      const who = named?.replace(/, stocks$/, "");
      if (!who) return "allegiance flows WHO";
      return way === "to" ? `allegiance flows --ancestry ${quoted(who)}` : `allegiance flows ${quoted(who)}`;
    }
    case "what-if": {
      const [kind, tie] = of.split("|");
      return tie ? `allegiance what-if --${kind} ${quoted(tie)}` : "allegiance what-if --drop TIE";
    }
    case "shifts":
    case "spillover":
    case "brokers":
      return `allegiance ${ask}`;
  }
}

/** As a shell takes it. */
const quoted = (text: string) => `"${text.replace(/(["\\$`])/g, "\\$1")}"`;
