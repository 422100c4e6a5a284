import type { Relayed } from "#core/protocol/relay.ts";
import type { Said, Wire, WireListener } from "#server/app/relay-wire.ts";

/** What ties a stage and its relays together, without Redis: it can be cut, and lose what is said. */
export class MadeWires {
  readonly #ends = new Set<{ readonly listeners: Set<WireListener> }>();
  /** Everything that was said and heard. */
  readonly said: Said[] = [];
  away = false;
  /** How many of the next messages are lost. */
  losing = 0;
  unsentBytes = 0;

  /** One end, for a stage or a relay; hears what all others say. */
  end(): Wire {
    const end = { listeners: new Set<WireListener>() };
    this.#ends.add(end);
    const bytes = (): number => (this.away ? Infinity : this.unsentBytes);
    return {
      get unsentBytes() {
        return bytes();
      },
      say: <Name extends keyof Relayed>(name: Name, message: Parameters<Relayed[Name]>[0]): void => {
        if (this.away || (this.losing > 0 && this.losing-- > 0)) return;
        // As over a real wire, nobody shares an object with anybody.
        const said = structuredClone({ name, message }) as Said;
        this.said.push(said);
        for (const other of this.#ends) {
          if (other !== end) for (const { heard } of other.listeners) heard(said);
        }
      },
      listen: (listener) => {
        end.listeners.add(listener);
        return { dispose: () => end.listeners.delete(listener) };
      },
      dispose: () => this.#ends.delete(end),
    };
  }

  /** The wire is there again. */
  comeBack(): void {
    this.away = false;
    for (const { listeners } of this.#ends) for (const { back } of listeners) back();
  }
}
