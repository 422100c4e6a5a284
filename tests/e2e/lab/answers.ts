import type { Disposable } from "#server/app/ports.ts";

/** Who answered a request to the load balancer, as a command line sees it: `DEMO container 1 on web1`. */
export async function answerOf(loadBalancer: string): Promise<string> {
  try {
    const reply = await fetch(loadBalancer, { signal: AbortSignal.timeout(10_000) });
    return (await reply.text()).trim();
  } catch (error) {
    return `no answer: ${String(error)}`;
  }
}

/** The versions that answer, of so many requests one after another; whatever else came is told as it is. */
export async function versionsOf(loadBalancer: string, requests: number): Promise<string[]> {
  const versions = new Set<string>();
  for (let request = 0; request < requests; request++) versions.add(versionIn(await answerOf(loadBalancer)));
  return [...versions].sort();
}

/** Asks all the time, as a room full of phones does, until it is told to stop. */
export class Crowd implements Disposable {
  /** What answered, each once. */
  readonly heard = new Set<string>();
  #leaves = false;

  constructor(loadBalancer: string) {
    void this.#ask(loadBalancer);
  }

  dispose(): void {
    this.#leaves = true;
  }

  async #ask(loadBalancer: string): Promise<void> {
    while (!this.#leaves) {
      this.heard.add(versionIn(await answerOf(loadBalancer)));
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

function versionIn(answer: string): string {
  return /^DEMO container (\d+)/.exec(answer)?.[1] ?? answer;
}
