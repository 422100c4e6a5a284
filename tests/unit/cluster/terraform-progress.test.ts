import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { machineOf, TerraformProgress, type Progress } from "#core/cluster/terraform-progress.ts";

const read = (text: string): Progress[] => new TerraformProgress().push(text);

/** What Terraform 1.11.4 printed for three machines, one replaced and one that failed; ids and times shortened. */
const applied = `terraform_data.network: Creating...
terraform_data.machine["lb"]: Creating...
terraform_data.machine["lb"]: Provisioning with 'local-exec'...
terraform_data.machine["lb"] (local-exec): Executing: ["/bin/sh" "-c" "echo Creating..."]
terraform_data.machine["web1"]: Destroying... [id=4f2b]
terraform_data.machine["web1"]: Still destroying... [id=4f2b, 00m10s elapsed]
terraform_data.machine["web1"]: Destruction complete after 10s
terraform_data.machine["web1"]: Creating...
terraform_data.machine["lb"]: Still creating... [00m10s elapsed]
terraform_data.machine["lb"]: Creation complete after 11s [id=9e1c]
terraform_data.machine["web2"] (deposed object 1a2b3c4d): Destroying... [id=77]
╷
│ Warning: Something old
│\u0020
│   with terraform_data.machine["lb"],
│   on main.tf line 1, in resource "terraform_data" "machine":
╵
╷
│ Error: local-exec provisioner error
│\u0020
│   with terraform_data.machine["web1"],
│   on main.tf line 1, in resource "terraform_data" "machine":
╵
`;

const told: Progress[] = [
  { machine: "lb", now: "creating" },
  { machine: "web1", now: "removing" },
  { machine: "web1", now: "removing" },
  { machine: "web1", now: "gone" },
  { machine: "web1", now: "creating" },
  { machine: "lb", now: "creating" },
  { machine: "lb", now: "made" },
  { machine: "web1", now: "failed" },
];

describe("Terraform's progress", () => {
  it("tells of machines, as people see it", () => {
    expect(read(applied)).toEqual(told);
  });

  it("tells the same however its output is cut", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(applied.length)), (cuts) => {
        const progress = new TerraformProgress();
        const borders = [0, ...cuts.sort((a, b) => a - b), applied.length];
        const parts = borders.slice(1).map((end, index) => applied.slice(borders[index], end));
        expect(parts.flatMap((part) => progress.push(part))).toEqual(told);
      }),
    );
  });

  it("tells of them with -json too", () => {
    const line = (type: string, action: string, addr = `digitalocean_droplet.machine["web1"]`): string =>
      `${JSON.stringify({ "@level": "info", type, hook: { resource: { addr }, action } })}\n`;
    const text = [
      `{"@level":"info","type":"version","terraform":"1.11.4"}\n`,
      line("apply_start", "create"),
      line("apply_start", "create", "digitalocean_vpc.lab"),
      line("apply_complete", "create"),
      line("apply_start", "update"),
      line("apply_complete", "update"),
      line("apply_start", "delete"),
      line("apply_errored", "delete"),
      line("apply_progress", "delete"),
      line("apply_complete", "delete"),
      line("constructor", "__proto__"),
      "{ no json\n",
      "{}\nnull\n",
    ].join("");
    expect(read(text).map(({ now }) => now)).toEqual([
      "creating",
      "made",
      "removing",
      "failed",
      "removing",
      "gone",
    ]);
  });

  it("knows machines by their type or their name, and passes over the rest", () => {
    expect(machineOf(`terraform_data.machine["web1"]`)).toBe("web1");
    expect(machineOf(`module.lab["a"].terraform_data.machines["web \\"1\\""]`)).toBe('web "1"');
    expect(machineOf("digitalocean_droplet.lb")).toBe("lb");
    expect(machineOf("aws_instance.web[2]")).toBe("web-2");
    expect(machineOf("terraform_data.image")).toBeNull();
    expect(machineOf("digitalocean_firewall.machine_rules")).toBeNull();
  });

  it("believes nothing else, however long", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(read(`${text}\n`)).toEqual([]);
      }),
    );
    expect(read(`${"x".repeat(1_000_000)}\n`)).toEqual([]);
  });
});
