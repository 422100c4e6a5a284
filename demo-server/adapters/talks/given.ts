type Given<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Only the fields that have a value. */
export function given<T extends object>(fields: T): Given<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Given<T>;
}

/** Whether a value was written but could not be read. */
export function isLost(
  fields: ReadonlyMap<string, unknown>,
  read: Readonly<Record<string, unknown>>,
): boolean {
  return Object.entries(read).some(
    ([key, value]) => value === undefined && fields.get(key) !== undefined && fields.get(key) !== null,
  );
}
