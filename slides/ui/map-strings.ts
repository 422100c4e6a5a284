import type { MachineState, UnitState } from "#core/cluster/model.ts";

/** What the map of the cluster says, in one language. */
export interface MapStrings {
  readonly title: string;
  readonly machines: (count: number) => string;
  readonly units: (count: number) => string;
  readonly machine: Readonly<Record<MachineState, string>>;
  readonly unit: Readonly<Record<UnitState, string>>;
  readonly waiting: string;
  readonly lastHeard: (seconds: number) => string;
  /** Why nothing is drawn. */
  readonly none: string;
  readonly noMachines: string;
  /** Terraform has made none, or has removed it. */
  readonly absent: string;
  readonly noCluster: string;
  /** Between what is listed: `, ` or `、`. */
  readonly comma: string;
  /** Ends a sentence and begins the next. */
  readonly stop: string;
  readonly colon: string;
  readonly more: (count: number) => string;
}

export const englishMap: MapStrings = {
  title: "Cluster",
  machines: (count) => (count === 1 ? "1 machine" : `${count} machines`),
  units: (count) => (count === 1 ? "1 unit" : `${count} units`),
  machine: { creating: "creating", starting: "starting", up: "up", lost: "lost", leaving: "leaving" },
  unit: {
    waiting: "waiting",
    starting: "starting",
    running: "running",
    stopping: "stopping",
    stopped: "stopped",
    failed: "failed",
  },
  waiting: "waiting",
  lastHeard: (seconds) => `last heard ${inWords(seconds, "s", "min")} ago`,
  none: "Nothing has been heard of the cluster yet.",
  noMachines: "There are no machines yet. They appear here when they are made.",
  absent: "There is no cluster yet. Its machines appear here when they are made.",
  noCluster: "There is no cluster to show: none was recorded, or the talk names none.",
  comma: ", ",
  stop: ". ",
  colon: ": ",
  more: (count) => `${count} more changes`,
};

export const japaneseMap: MapStrings = {
  title: "クラスタ",
  machines: (count) => `マシン ${count} 台`,
  units: (count) => `ユニット ${count} 個`,
  machine: { creating: "作成中", starting: "起動中", up: "稼働中", lost: "応答なし", leaving: "撤去中" },
  unit: {
    waiting: "待機",
    starting: "起動中",
    running: "稼働",
    stopping: "停止中",
    stopped: "停止",
    failed: "失敗",
  },
  waiting: "マシン待ち",
  lastHeard: (seconds) => `最後の応答 ${inWords(seconds, "秒", "分")}前`,
  none: "クラスタからまだ応答がありません。",
  noMachines: "マシンはまだありません。作られるとここに現れます。",
  absent: "クラスタはまだありません。マシンが作られるとここに現れます。",
  noCluster: "表示するクラスタがありません。記録がまだないか、発表に指定がありません。",
  comma: "、",
  stop: "。",
  colon: ": ",
  more: (count) => `ほか ${count} 件の変化`,
};

function inWords(seconds: number, second: string, minute: string): string {
  return seconds < 120 ? `${seconds} ${second}` : `${Math.round(seconds / 60)} ${minute}`;
}
