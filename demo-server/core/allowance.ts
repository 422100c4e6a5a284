/** How often something may be done: `burst` times at once, and then `perSecond` times a second. */
export interface AllowanceRules {
  readonly burst: number;
  readonly perSecond: number;
}

/** Counts what somebody has done against what is allowed (a token bucket). Time comes in, in milliseconds. */
export class Allowance {
  readonly #rules: AllowanceRules;
  #left: number;
  #at: number | null = null;

  constructor(rules: AllowanceRules) {
    this.#rules = rules;
    this.#left = rules.burst;
  }

  /** Whether it may be done once more at this moment; if so, it counts as done. */
  take(at: number): boolean {
    const { burst, perSecond } = this.#rules;
    const passedMs = at - (this.#at ?? at);
    this.#at = at;
    this.#left = Math.min(burst, this.#left + (passedMs / 1000) * perSecond);
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
