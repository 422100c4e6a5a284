/** Folder of the kit as JavaScript, file by file, compiled when a source has changed since. */
export function compiledKit(): Promise<string>;
