resource "digitalocean_tag" "cluster" {
  name = var.name
}

resource "digitalocean_tag" "load_balancer" {
  name = "${var.name}-lb"
}

resource "digitalocean_vpc" "cluster" {
  name     = var.name
  region   = var.region
  ip_range = var.ip_range
}

locals {
  # etcd, the registry, and the ports that the demo's web containers take.
  inside = ["2379-2380", "5000", "8000-9999"]
  world  = ["0.0.0.0/0", "::/0"]
}

# What is not allowed is dropped. etcd and the registry have no password: nothing but the cluster may reach them.
resource "digitalocean_firewall" "cluster" {
  name = var.name
  tags = [digitalocean_tag.cluster.id]

  inbound_rule {
    protocol         = "tcp"
    port_range       = tostring(var.ssh_port)
    source_addresses = var.ssh_from
  }

  dynamic "inbound_rule" {
    for_each = local.inside
    content {
      protocol    = "tcp"
      port_range  = inbound_rule.value
      source_tags = [digitalocean_tag.cluster.id]
    }
  }

  dynamic "outbound_rule" {
    for_each = ["tcp", "udp"]
    content {
      protocol              = outbound_rule.value
      port_range            = "1-65535"
      destination_addresses = local.world
    }
  }
}

resource "digitalocean_firewall" "load_balancer" {
  name = "${var.name}-lb"
  tags = [digitalocean_tag.load_balancer.id]

  inbound_rule {
    protocol         = "tcp"
    port_range       = "80"
    source_addresses = local.world
  }
}
