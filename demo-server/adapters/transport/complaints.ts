import { Allowance } from "#core/allowance.ts";
import type { Clock } from "#server/app/ports.ts";

/** Enough to see what goes on; whoever is refused all the time must not fill the terminal. */
const SAID = { burst: 20, perSecond: 0.2 };

const SAID_CHARS = 300;

/** Says what was refused, and of a flood of it only how much there was. */
export class Complaints {
  readonly #clock: Clock;
  readonly #say: (trouble: string) => void;
  readonly #allowance = new Allowance(SAID);
  #unsaid = 0;

  constructor(clock: Clock, say: (trouble: string) => void) {
    this.#clock = clock;
    this.#say = say;
  }

  refused(what: string): void {
    if (!this.#allowance.take(this.#clock.now())) {
      this.#unsaid++;
      return;
    }
    const more = this.#unsaid === 0 ? "" : ` (and ${this.#unsaid} more before it)`;
    this.#unsaid = 0;
    this.#say(`Refused ${what.replaceAll("\n", " ").slice(0, SAID_CHARS)}${more}`);
  }
}
