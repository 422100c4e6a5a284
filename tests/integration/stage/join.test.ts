import { StringDecoder } from "node:string_decoder";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { id } from "#core/ids.ts";
import { comparedScreen, type ComparedScreen } from "../../support/compared-screen.ts";
import { makeStage } from "../../support/made-stage.ts";
import { WiredPane } from "../../support/wired-pane.ts";

const first = { cols: 20, rows: 6 };

/** Pieces of output, cut anywhere when they are put together: what a screen can hold, and what sets it up. */
const pieces = [
  "plain text that is longer than a row\r\n",
  "日本語の行、折り返し\r\n",
  "\x1b[31mred\x1b[1;4m bold\x1b[0m\r\n",
  // Not filled to the end of the row: the serializer gives that fill to the row below too, once in a scrollback.
  "\x1b[48;5;22mon green\x1b[m\r\n",
  "short\r\n",
  "no line end ",
  "12345678901234567890",
  "\x1b[?1049h\x1b[2J\x1b[3;4Hfull screen",
  "\x1b[?1049l",
  "\x1b[2;5r\x1b[5;1H\n\nin a region",
  "\x1b[r",
  "\x1b(0lqk\x1b(B",
  "\x1b[?25l",
  "\x1b[?25h",
  "\x1b[A\x1b[2Kover",
  "\x1b]0;a title\x07",
  "\x1b[H\x1b[2J",
  "\x1b[?2004h",
  "\x1b[?1002;1006h",
  "👩‍💻 ok ",
];

type Event =
  | { readonly do: "print"; readonly bytes: Uint8Array }
  | { readonly do: "resize"; readonly cols: number; readonly rows: number }
  | { readonly do: "deliver"; readonly count: number }
  | { readonly do: "lose" | "cut" | "connect" | "pass" };

const chunks: fc.Arbitrary<Event[]> = fc
  .tuple(
    fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }),
    fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 4 }),
  )
  .map(([texts, sizes]) => {
    const bytes = Buffer.from(texts.join(""));
    const cut: Event[] = [];
    for (let at = 0, turn = 0; at < bytes.length; turn++) {
      const end = at + (sizes[turn % sizes.length] ?? 1);
      cut.push({ do: "print", bytes: bytes.subarray(at, end) });
      at = end;
    }
    return cut;
  });

const events = fc
  .array(
    fc.oneof(
      { weight: 5, arbitrary: chunks },
      {
        weight: 1,
        // Only rows: xterm.js's own rewrapping of lines leaves cells that no serialized screen can give.
        arbitrary: fc
          .record({ cols: fc.constant(first.cols), rows: fc.integer({ min: 4, max: 8 }) })
          .map((size): Event[] => [{ do: "resize", ...size }]),
      },
      {
        weight: 3,
        arbitrary: fc.integer({ min: 1, max: 4 }).map((count): Event[] => [{ do: "deliver", count }]),
      },
      {
        weight: 4,
        arbitrary: fc.constantFrom("lose", "cut", "connect", "pass").map((what): Event[] => [{ do: what }]),
      },
    ),
    { minLength: 1, maxLength: 24 },
  )
  .map((parts) => parts.flat());

/** On the alternate screen, whether the cursor stands on the last column or waits behind it is not given. */
function pictureOf(screen: ComparedScreen): unknown {
  const { active } = screen.terminal.buffer;
  const picture = screen.picture();
  if (active.type === "normal") return picture;
  const [x, ...cursor] = picture.cursor;
  return { ...picture, drawn: "", cursor: [Math.min(x, screen.terminal.cols - 1), ...cursor] };
}

describe("[P5] [P6] [P8] a window that is cut off and comes back, at any moment", () => {
  it("shows in the end what the shell printed: nothing lost, nothing doubled", async () => {
    await fc.assert(
      fc.asyncProperty(events, async (all) => {
        const { stage, clock, shell } = await makeStage();
        const pane = new WiredPane(stage, "main", first);
        const straight = comparedScreen(first.cols, first.rows);
        // xterm.js's own decoder loses characters that come byte by byte.
        const decoder = new StringDecoder("utf8");
        const session = stage.session(id<"pane">("main"));
        /** A window that opens the pane brings its own size with it. */
        const resized = (): void => {
          const { cols, rows } = session?.size ?? first;
          straight.terminal.resize(cols, rows);
        };
        try {
          resized();
          for (const event of all) {
            if (event.do === "print") {
              shell().print(event.bytes);
              await straight.write(decoder.write(event.bytes));
              continue;
            }
            // What is held back for redaction would count as printed later.
            if (event.do === "resize" || event.do === "connect") await clock.pass(50);
            if (event.do === "resize") session?.resize(event);
            else if (event.do === "deliver") pane.deliver(event.count);
            else if (event.do === "pass") await clock.pass(50);
            else pane[event.do]();
            resized();
          }
          await clock.pass(50);
          pane.connect();
          resized();
          await pane.settle();
          expect(pictureOf(pane.compared)).toEqual(pictureOf(straight));
        } finally {
          pane.dispose();
          straight.terminal.dispose();
          stage.dispose();
        }
      }),
      { numRuns: 100, seed: 20261123 },
    );
  });
});
