# The cluster of the talk on DigitalOcean: the machines and outputs of ../lab, as droplets with Flatcar.
# Not run on the real service yet: docs/digitalocean.md says what was tested and how.

terraform {
  required_version = ">= 1.4"
  required_providers {
    digitalocean = {
      source  = "digitalocean/digitalocean"
      version = "~> 2.28"
    }
  }
}

# The token comes from the environment (DIGITALOCEAN_TOKEN) and from nowhere else: a variable would end up in a file.
provider "digitalocean" {}

locals {
  web      = { for number in range(1, var.web + 1) : "web${number}" => { role = "web" } }
  machines = var.machines != null ? var.machines : merge({ lb = { role = "lb" } }, local.web)

  # Three members survive the loss of one, more only make etcd slower. The rest reach it through a proxy of their own.
  members = slice(sort(keys(local.machines)), 0, min(3, length(local.machines)))

  key         = "${var.folder}/keys/core"
  host_key    = "${var.folder}/keys/host"
  known_hosts = "${var.folder}/keys/known_hosts"

  in_cluster_registry = "registry.cluster:5000"
  registry            = var.registry != null ? var.registry : local.in_cluster_registry
}
