/** Tells the presenter how far it is, in a line. */
export type Say = (line: string) => void;
