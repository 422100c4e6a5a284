import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

import { Account, Refusal, type AccountSetting } from "./digitalocean-account.ts";

/** An HTTP server on loopback that answers like DigitalOcean's API v2, as far as the cluster's Terraform calls it. */
export interface FakeDigitalOcean {
  /** For `DIGITALOCEAN_API_URL`. */
  readonly url: string;
  readonly token: string;
  readonly account: Account;
  /** `POST /v2/droplets`, in order: what was tried, without calls that only read and without those of strangers. */
  readonly changes: readonly string[];
  stop(): Promise<void>;
}

export async function startDigitalOcean(setting: AccountSetting = {}): Promise<FakeDigitalOcean> {
  const account = new Account(setting);
  const token = `dop_v1_${randomUUID()}`;
  const changes: string[] = [];
  const server = createServer((request, response) => {
    const isKnown = request.headers.authorization === `Bearer ${token}`;
    if (isKnown && request.method !== "GET") changes.push(`${request.method ?? ""} ${request.url ?? ""}`);
    answer(account, isKnown, request).then(
      (body) => send(response, body === undefined ? 204 : successOf(request), body),
      (error: unknown) => {
        const refusal = error instanceof Refusal ? error : new Refusal(500, "server_error", String(error));
        send(response, refusal.status, {
          id: refusal.id,
          message: refusal.message,
          request_id: randomUUID(),
        });
      },
    );
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    account,
    changes,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function answer(
  account: Account,
  isKnown: boolean,
  request: IncomingMessage,
): Promise<object | undefined> {
  if (!isKnown) throw new Refusal(401, "Unauthorized", "Unable to authenticate you");
  const { pathname } = new URL(request.url ?? "", "http://x");
  const [, version, kind = "", id, below] = pathname.split("/");
  if (version !== "v2")
    throw new Refusal(404, "not_found", "The resource you were accessing could not be found.");
  const body = await bodyOf(request);
  return account.call({ method: request.method ?? "", kind, id: id ?? null, below: below ?? null, body });
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** Droplets and images are made in the background: 202. */
function successOf({ method, url }: IncomingMessage): number {
  if (method !== "POST") return 200;
  return /^\/v2\/(droplets|images|firewalls)/.test(url ?? "") ? 202 : 201;
}

function send(response: ServerResponse, status: number, body: object | undefined): void {
  response.writeHead(status, body === undefined ? {} : { "content-type": "application/json; charset=utf-8" });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
