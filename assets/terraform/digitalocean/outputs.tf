# The same names as the lab's, so that the same talk runs on both.

output "machines" {
  description = "How to reach each machine."
  # Not secret, but of no interest on a slide: `terraform output -json` tells it.
  sensitive = true
  value = {
    for name, droplet in digitalocean_droplet.machine : name => {
      host        = droplet.ipv4_address
      port        = var.ssh_port
      user        = "core"
      key         = local.key
      known_hosts = local.known_hosts
      address     = droplet.ipv4_address_private
      role        = local.machines[name].role
    }
  }
}

output "load_balancer" {
  description = "Where the audience's requests go."
  value       = "http://${digitalocean_droplet.machine[local.lb].ipv4_address}"
}

output "registry" {
  description = "Where the machines pull images from."
  value       = local.registry
}

output "price_per_hour" {
  description = "US dollars an hour for all droplets together, on or off. The image and traffic come on top."
  value       = sum(values(digitalocean_droplet.machine)[*].price_hourly)
}

output "droplet_ids" {
  description = "Numbers of the droplets at DigitalOcean, to switch them off and on by."
  value       = { for name, droplet in digitalocean_droplet.machine : name => droplet.id }
}
