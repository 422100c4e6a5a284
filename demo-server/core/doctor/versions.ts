/** Whether `version` (`20.19.0`) is allowed by one of npm's `||` ranges, of the forms `^1.2.3` and `>=1`. */
export function satisfies(version: string, range: string): boolean {
  const [major = 0, minor = 0, patch = 0] = numbers(version);
  return range.split("||").some((part) => {
    const [fromMajor = 0, fromMinor = 0, fromPatch = 0] = numbers(part);
    const atLeast =
      major > fromMajor ||
      (major === fromMajor && (minor > fromMinor || (minor === fromMinor && patch >= fromPatch)));
    return part.trim().startsWith("^") ? atLeast && major === fromMajor : atLeast;
  });
}

function numbers(text: string): number[] {
  return (/\d+(?:\.\d+)*/.exec(text)?.[0] ?? "").split(".").map(Number);
}
