import type { Source } from "../sources/source.ts";

/** A shorter absence is not worth a word to the audience. */
const ABSENT_MS = 1200;

/** Tells whether the server is heard, from now on. */
export function watchConnection(
  source: Pick<Source, "connected" | "onChange">,
  tell: (connected: boolean) => void,
): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    clearTimeout(timer);
    if (source.connected) tell(true);
    else timer = setTimeout(() => tell(source.connected), ABSENT_MS);
  };
  source.onChange(look);
  look();
}
