import type { ClusterSetting } from "#core/deck/model.ts";

import { talkPath } from "../../targets/ssh/path.ts";
import { loadClient, type Client, type CoreApi, type KubeConfig } from "./client.ts";

/** The API server that a kubeconfig names. Nothing is asked of it yet. */
export interface KubernetesServer {
  readonly client: Client;
  readonly config: KubeConfig;
  readonly api: CoreApi;
  /** Whose pods are shown. */
  readonly namespace: string;
}

/** Rejects where the client is not installed, or the kubeconfig cannot be read. */
export async function openServer(setting: ClusterSetting, folder: string): Promise<KubernetesServer> {
  const client = await loadClient();
  const config = new client.KubeConfig();
  const { kubeconfig, context, namespace } = setting;
  if (kubeconfig === undefined) config.loadFromDefault();
  else config.loadFromFile(talkPath(kubeconfig, folder));
  if (context !== undefined) config.setCurrentContext(context);
  const usual = config.getContextObject(config.getCurrentContext())?.namespace ?? "default";
  return { client, config, api: config.makeApiClient(client.CoreV1Api), namespace: namespace ?? usual };
}
