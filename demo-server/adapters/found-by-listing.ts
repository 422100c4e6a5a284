import { readdir } from "node:fs/promises";

/**
 * What each file of a folder exports by this name, in the order of the files' names: a new adapter is one file, and no
 * list names it. `index` and subfolders are not looked at. Rejects where a file exports none.
 * @param here URL of the folder, with a slash at its end.
 */
export async function foundByListing<Adapter>(
  here: URL,
  name: string,
  isAdapter: (value: unknown) => value is Adapter,
): Promise<Adapter[]> {
  const files = (await readdir(here, { withFileTypes: true }))
    .filter((entry) => entry.isFile() && /^(?!index\.).*(?<!\.d)\.[jt]s$/.test(entry.name))
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    files.map(async (file) => {
      const module = (await import(/* @vite-ignore */ new URL(file, here).href)) as Record<string, unknown>;
      const adapter = module[name];
      if (!isAdapter(adapter)) throw new Error(`${here.pathname}${file} does not export a "${name}"`);
      return adapter;
    }),
  );
}
