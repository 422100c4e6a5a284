# The same names as on DigitalOcean, so that the same talk runs on both.

output "machines" {
  description = "How to reach each machine."
  # Not secret, but of no interest on a slide: `terraform output -json` tells it.
  sensitive = true
  value = {
    for name, machine in terraform_data.machine : name => {
      host        = "127.0.0.1"
      port        = tonumber(trimspace(file("${machine.output.KUROKO_FOLDER}/machines/${name}/port")))
      user        = "core"
      key         = abspath("${machine.output.KUROKO_FOLDER}/keys/core")
      known_hosts = abspath("${machine.output.KUROKO_FOLDER}/keys/known_hosts")
      address     = trimspace(file("${machine.output.KUROKO_FOLDER}/machines/${name}/address"))
      role        = local.machines[name].role
    }
  }
}

output "load_balancer" {
  description = "Where the audience's requests go."
  value       = "http://127.0.0.1:${var.load_balancer_port}"
}

output "registry" {
  description = "Where the machines pull images from."
  value       = var.registry
}
