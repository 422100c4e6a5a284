/** Why a regular expression does not compile; undefined where it does. */
export function whyNoRegExp(source: string, flags = ""): string | undefined {
  try {
    new RegExp(source, flags);
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : "";
    return message.replace(/^.*: /s, "").toLowerCase();
  }
}
