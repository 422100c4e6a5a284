# What a machine is told at its first boot, as Ignition reads it: https://coreos.github.io/ignition/configuration-v3_3/
# Written with jsonencode, so that no second provider is needed, and in a module of its own that needs none at all:
# `terraform apply` in a test renders it. DigitalOcean takes 64 KiB of it.

terraform {
  required_version = ">= 1.4"
}

locals {
  executable = parseint("755", 8)
  readable   = parseint("644", 8)
  secret     = parseint("600", 8)

  files = merge(
    {
      "/etc/hostname"                         = { mode = local.readable, text = "${var.name}\n" }
      "/etc/ssh/ssh_host_ed25519_key"         = { mode = local.secret, text = var.host_key }
      "/etc/ssh/sshd_config.d/10-kuroko.conf" = { mode = local.secret, text = file("${path.module}/files/sshd.conf") }
      "/etc/flatcar/update.conf"              = { mode = local.readable, text = "REBOOT_STRATEGY=${var.reboot_strategy}\n" }
      "/etc/profile.d/kuroko.sh"              = { mode = local.readable, text = file("${path.module}/files/profile.sh") }
      "/etc/kuroko/machine"                   = { mode = local.readable, text = local.machine }
      "/etc/kuroko/fleet.sha256"              = { mode = local.readable, text = "${var.fleet_sha256}  /var/cache/fleet.tar.gz\n" }
      "/opt/kuroko/environment"               = { mode = local.executable, text = file("${path.module}/files/environment.sh") }
      "/opt/kuroko/get-fleet"                 = { mode = local.executable, text = file("${path.module}/files/get-fleet.sh") }
      "/opt/kuroko/join"                      = { mode = local.executable, text = file("${path.module}/files/join.sh") }
      "/opt/kuroko/build-images"              = { mode = local.executable, text = file("${path.module}/files/build-images.sh") }
      "/opt/bin/etcdctl"                      = { mode = local.executable, text = file("${path.module}/files/etcdctl.sh") }
    },
    var.plain_registry ? {
      "/etc/docker/daemon.json" = { mode = local.readable, text = jsonencode({ insecure-registries = [var.registry] }) }
    } : {},
  )

  machine = <<-EOT
    KUROKO_MACHINE=${var.name}
    KUROKO_ROLE=${var.role}
    KUROKO_REGISTRY=${var.registry}
    ETCDCTL_API=2
  EOT

  home = merge([for folder in var.home_files : { for name in fileset(folder, "*") : name => "${folder}/${name}" }]...)

  units = merge(
    { for name in ["kuroko-environment.service", "fleet-release.service", "fleet.socket", "fleet.service"] :
    name => { name = name, enabled = true, contents = file("${path.module}/units/${name}") } },
    var.serves_registry ? {
      "registry.service" = { name = "registry.service", enabled = true, contents = file("${path.module}/units/registry.service") }
    } : {},
    {
      "docker.service" = { name = "docker.service", enabled = true }
      "etcd-member.service" = {
        name    = "etcd-member.service"
        enabled = true
        dropins = [{ name = "10-kuroko.conf", contents = file("${path.module}/units/etcd-member.conf") }]
      }
    },
    # Flatcar's sshd is started by its socket, which does not look into sshd's configuration.
    var.ssh_port == 22 ? {} : {
      "sshd.socket" = {
        name    = "sshd.socket"
        dropins = [{ name = "10-kuroko.conf", contents = "[Socket]\nListenStream=\nListenStream=${var.ssh_port}\n" }]
      }
    },
  )

  ignition = {
    ignition = { version = "3.3.0" }
    passwd   = { users = [{ name = "core", sshAuthorizedKeys = [var.authorized_key] }] }
    storage = {
      files = concat(
        [for path, file in local.files : {
          path      = path
          mode      = file.mode
          overwrite = true
          contents  = { source = "data:;base64,${base64encode(file.text)}" }
        }],
        [for name, path in local.home : {
          path      = "/home/core/${name}"
          mode      = local.readable
          overwrite = true
          user      = { name = "core" }
          group     = { name = "core" }
          contents  = { source = "data:;base64,${filebase64(path)}" }
        }],
      )
    }
    systemd = { units = values(local.units) }
  }
}

output "json" {
  description = "Ignition's configuration of the machine."
  value       = jsonencode(local.ignition)
  sensitive   = true

  precondition {
    condition     = length(jsonencode(local.ignition)) <= 65536
    error_message = "DigitalOcean takes 64 KiB of user data. Give fewer or smaller home_files."
  }
}
