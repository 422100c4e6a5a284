declare const kind: unique symbol;

/** A string that names one kind of thing: a `PaneId` where a `StepId` belongs does not compile. */
export type Id<Kind extends string> = string & { readonly [kind]: Kind };

/** Folder name below `slides/talks/`, for example `hello`. */
export type TalkId = Id<"talk">;
/** Name of a pane in the front matter, for example `laptop`. */
export type PaneId = Id<"pane">;
/** Name of a target in the front matter, for example `web1`. */
export type TargetName = Id<"target">;
/** Stable name of a step, unique in its talk, shared by all languages. */
export type StepId = Id<"step">;
/** Folder name of a take, for example `hello-20261123-101500`. */
export type TakeId = Id<"take">;
/** One life of one shell: positions in its output are counted from its start. */
export type Epoch = Id<"epoch">;
/** Made by a window for each thing it asks for, so that a retry does nothing twice. */
export type RequestId = Id<"request">;
/** One window of the presenter's: kept through its reloads, never shared by two. */
export type WindowId = Id<"window">;
/** A device that is paired as a remote, or asks to be. */
export type DeviceId = Id<"device">;
/** One run of one relay. */
export type RelayId = Id<"relay">;
/** A machine of the cluster, on the map. */
export type MachineId = Id<"machine">;
/** A unit on one machine of the cluster. */
export type UnitId = Id<"unit">;

/** Brands a string that was checked, or made, by the caller. */
export function id<Kind extends string>(text: string): Id<Kind> {
  return text as Id<Kind>;
}
