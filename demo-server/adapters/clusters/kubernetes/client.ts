import { sentence } from "#core/sentences.ts";
/**
 * The official client, as far as it is used here. It is 75 MB, so kuroko does not install it: who has a Kubernetes
 * cluster does, and it is imported only when a talk names one.
 */
import { ClusterTrouble } from "../socket/trouble.ts";

/** The part of `@kubernetes/client-node` (1.x, 2.x) that is called. */
export interface Client {
  readonly KubeConfig: new () => KubeConfig;
  readonly CoreV1Api: unknown;
  readonly Watch: new (config: KubeConfig) => {
    watch(
      path: string,
      query: Readonly<Record<string, string | boolean>>,
      heard: (phase: string, object: unknown) => void,
      over: (error: unknown) => void,
    ): Promise<AbortController>;
  };
}

export interface KubeConfig {
  loadFromDefault(): void;
  loadFromFile(file: string): void;
  setCurrentContext(context: string): void;
  getContextObject(context: string): { readonly namespace?: string | undefined } | null;
  getCurrentContext(): string;
  makeApiClient(api: unknown): CoreApi;
}

export interface CoreApi {
  listNode(query: { readonly limit?: number }): Promise<unknown>;
  listNamespacedPod(query: { readonly namespace: string }): Promise<unknown>;
}

const packageName = "@kubernetes/client-node";

/** Rejects with a `ClusterTrouble` where the client is not installed. */
export async function loadClient(): Promise<Client> {
  let found: unknown;
  try {
    // A name that no bundler or compiler looks for.
    found = await import(/* @vite-ignore */ packageName);
  } catch (cause) {
    throw new ClusterTrouble(sentence("kubernetesClient", { client: packageName }), cause);
  }
  if (isClient(found)) return found;
  throw new ClusterTrouble(sentence("kubernetesOtherClient", { client: packageName }));
}

function isClient(value: unknown): value is Client {
  return (
    typeof value === "object" &&
    value !== null &&
    ["KubeConfig", "CoreV1Api", "Watch"].every((name) => name in value)
  );
}
