const others = import.meta.glob(["./*.css", "!./kuroko.css", "!./fonts.css"]);

/** Puts another stylesheet of this folder over `kuroko`, which every talk has on. An unknown name changes nothing. */
export async function wearTheme(name: string): Promise<void> {
  await others[`./${name}.css`]?.();
}
