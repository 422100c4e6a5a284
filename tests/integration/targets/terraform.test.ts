import { execFileSync, spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";

import { terraformHost } from "#server/adapters/terraform/output.ts";

const missing = spawnSync("terraform", ["version"]).error ? "terraform is not installed" : null;

describe("a host from Terraform's outputs", () => {
  let directory: string;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), "kuroko-terraform-"));
  });
  afterAll(() => rm(directory, { recursive: true, force: true }));
  afterEach(() => vi.unstubAllEnvs());

  const check = it.skipIf(missing !== null);
  const because = missing === null ? "" : ` (skipped: ${missing})`;

  check(`says that nothing was applied yet${because}`, async () => {
    await expect(terraformHost(directory, "web1")).rejects.toMatchObject({
      code: "not-made",
      message: expect.stringMatching(/no outputs in .*terraform apply/) as string,
    });
  });

  check(`is found by its path, and a wrong path is told what there is${because}`, async () => {
    const outputs = [
      'output "web1_ip" { value = "10.0.0.1" }',
      'output "machines" { value = { web1 = "10.0.0.2", web2 = "10.0.0.3" } }',
      'output "ips" { value = ["10.0.0.4"] }',
    ];
    await writeFile(join(directory, "main.tf"), `${outputs.join("\n")}\n`);
    execFileSync("terraform", ["apply", "-auto-approve", "-input=false"], {
      cwd: directory,
      stdio: "ignore",
    });

    expect(await terraformHost(directory, "web1_ip")).toEqual({ host: "10.0.0.1" });
    expect(await terraformHost(directory, "machines.web2")).toEqual({ host: "10.0.0.3" });
    expect(await terraformHost(directory, "ips.0")).toEqual({ host: "10.0.0.4" });
    await expect(terraformHost(directory, "machines.web9")).rejects.toThrow(
      /no output "machines\.web9"; there are: machines\.web1, machines\.web2/,
    );
    await expect(terraformHost(directory, "web1")).rejects.toThrow(/there are: ips, machines, web1_ip/);
    await expect(terraformHost(directory, "machines")).rejects.toThrow(/not a host name/);
  });

  check(`says what Terraform said${because}`, async () => {
    await writeFile(join(directory, "terraform.tfstate"), "no state");
    await expect(terraformHost(directory, "web1")).rejects.toThrow(/"terraform output" failed in .*: \w+/);
  });

  it("says how to get Terraform where it is missing", async () => {
    vi.stubEnv("PATH", "/nowhere");
    await expect(terraformHost(directory, "web1")).rejects.toThrow(/not installed: get it from https/);
  });

  it("says that the directory is missing", async () => {
    await expect(terraformHost(join(directory, "gone"), "web1")).rejects.toThrow(/no Terraform directory/);
  });
});
