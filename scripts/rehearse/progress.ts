import type { Step } from "#core/deck/model.ts";
import { formatMs } from "#core/show/durations.ts";
import type { StepRun, WalkListener } from "#server/app/walk.ts";
import { style } from "../cli/style.ts";
import { fitted } from "../commands/takes/table.ts";
import { whyFailed } from "./words.ts";

const tickMs = 500;

/** Says on the terminal which step runs, for how long, and how each one ended. */
export class Progress implements WalkListener {
  readonly #count: number;
  #number = 0;
  #startedAt = 0;
  #tick: ReturnType<typeof setInterval> | undefined;

  /** @param count of the steps that will be run */
  constructor(count: number) {
    this.#count = count;
  }

  began(step: Step): void {
    this.#startedAt = performance.now();
    if (!process.stdout.isTTY) return;
    const show = (): void => this.#draw(this.#running(step));
    show();
    this.#tick = setInterval(show, tickMs);
  }

  ended(step: Step, run: StepRun): void {
    clearInterval(this.#tick);
    this.#number++;
    if (process.stdout.isTTY) process.stdout.write("\r\x1b[K");
    console.log(fitted(`  ${this.#place()} ${outcome(run)}  ${step.id}${detail(run)}`, columns()));
  }

  #running(step: Step): string {
    const took = Math.floor((performance.now() - this.#startedAt) / 1000);
    return `  ${this.#place(1)} ${style("cyan", "…")}  ${step.id}  ${style("dim", `${took} s  $ ${step.lines[0] ?? ""}`)}`;
  }

  #draw(line: string): void {
    process.stdout.write(`\r\x1b[K${fitted(line, columns())}`);
  }

  /** ` 3/11` */
  #place(ahead = 0): string {
    const all = String(this.#count);
    return style("dim", `${String(this.#number + ahead).padStart(all.length)}/${all}`);
  }
}

export function columns(): number {
  return process.stdout.isTTY ? process.stdout.columns : 120;
}

function outcome(run: StepRun): string {
  if (run.at === "done") return style("green", "✓");
  return run.at === "failed" ? style("red", "✗") : style("dim", "-");
}

function detail(run: StepRun): string {
  if (run.at === "left") return style("dim", "  not run");
  const took = run.ms === null ? "" : `  ${formatMs(run.ms)}`;
  return run.at === "failed" ? `${took}  ${whyFailed(run.why)}` : style("dim", took);
}
