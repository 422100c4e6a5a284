resource "digitalocean_ssh_key" "presenter" {
  name       = var.name
  public_key = trimspace(file("${local.key}.pub"))
}

# Importing the image takes minutes. Keep one of your own and give its id as var.image to save them.
resource "digitalocean_custom_image" "flatcar" {
  count   = var.image == null ? 1 : 0
  name    = "${var.name}-flatcar-${var.flatcar_version}"
  url     = coalesce(var.image_url, "https://${var.flatcar_channel}.release.flatcar-linux.net/amd64-usr/${var.flatcar_version}/flatcar_production_digitalocean_image.bin.bz2")
  regions = [var.region]
}

module "ignition" {
  source   = "./ignition"
  for_each = local.machines

  name            = each.key
  role            = each.value.role
  authorized_key  = trimspace(file("${local.key}.pub"))
  host_key        = file(local.host_key)
  ssh_port        = var.ssh_port
  registry        = local.registry
  serves_registry = var.registry == null && each.key == local.lb
  plain_registry  = var.registry == null
  fleet_sha256    = var.fleet_sha256
  reboot_strategy = var.reboot_strategy
  home_files      = var.home_files
}

resource "digitalocean_droplet" "machine" {
  for_each = local.machines

  name      = "${var.name}-${each.key}"
  image     = var.image != null ? var.image : digitalocean_custom_image.flatcar[0].image_id
  region    = var.region
  size      = each.value.role == "lb" ? coalesce(var.lb_size, var.size) : var.size
  vpc_uuid  = digitalocean_vpc.cluster.id
  ssh_keys  = [digitalocean_ssh_key.presenter.fingerprint]
  user_data = module.ignition[each.key].json
  tags = concat(
    [digitalocean_tag.cluster.id],
    each.value.role == "lb" ? [digitalocean_tag.load_balancer.id] : [],
  )

  # The firewalls go by tag: made first, they hold from the droplet's first second.
  depends_on = [digitalocean_firewall.cluster, digitalocean_firewall.load_balancer]
}

locals {
  lb        = try([for name, machine in local.machines : name if machine.role == "lb"][0], keys(local.machines)[0])
  addresses = join(" ", [for name, droplet in digitalocean_droplet.machine : "${name}=${droplet.ipv4_address_private}"])
}

# etcd's static cluster needs every member's address, and DigitalOcean gives a droplet its address only as it makes it:
# too late for the Ignition of the others. So a machine boots with etcd held back, and is told the addresses here, once
# all are known, over SSH with the host key that Ignition gave it. No discovery service, no token on a machine, and
# "terraform apply" ends when the cluster stands.
resource "terraform_data" "joined" {
  for_each         = local.machines
  triggers_replace = [digitalocean_droplet.machine[each.key].id, local.addresses, local.members]

  connection {
    host        = digitalocean_droplet.machine[each.key].ipv4_address
    port        = var.ssh_port
    user        = "core"
    private_key = file(local.key)
    host_key    = trimspace(file("${local.host_key}.pub"))
    agent       = false
    timeout     = "10m"
  }

  provisioner "remote-exec" {
    inline = ["sudo /opt/kuroko/join '${local.addresses}' '${join(" ", local.members)}' '${local.lb}'"]
  }
}

# The demo's images, for the registry inside the cluster: nobody needs an account at another one, nor Docker at home.
resource "terraform_data" "images" {
  count = var.registry == null && var.images != null ? 1 : 0
  triggers_replace = [
    digitalocean_droplet.machine[local.lb].id,
    [for name in fileset(coalesce(var.images, path.module), "**") : filesha256("${coalesce(var.images, path.module)}/${name}")],
  ]
  depends_on = [terraform_data.joined]

  connection {
    host        = digitalocean_droplet.machine[local.lb].ipv4_address
    port        = var.ssh_port
    user        = "core"
    private_key = file(local.key)
    host_key    = trimspace(file("${local.host_key}.pub"))
    agent       = false
  }

  provisioner "remote-exec" {
    inline = ["rm -rf images && mkdir images"]
  }

  provisioner "file" {
    source      = "${var.images}/"
    destination = "images"
  }

  provisioner "remote-exec" {
    inline = ["sudo /opt/kuroko/build-images images ${local.registry}"]
  }
}
