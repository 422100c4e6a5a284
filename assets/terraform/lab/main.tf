# The cluster of the talk on one's own computer: each machine is a container that boots systemd.
# Only terraform_data, which is built in: nothing is downloaded, and it works with no network.

terraform {
  required_version = ">= 1.4"
}

locals {
  web      = { for number in range(1, var.web + 1) : "web${number}" => { role = "web" } }
  machines = var.machines != null ? var.machines : merge({ lb = { role = "lb" } }, local.web)
}

resource "terraform_data" "machine" {
  for_each = local.machines

  # What a machine needs to be destroyed later is kept with it: variables are out of reach then.
  input = {
    KUROKO_MACHINE = each.key
    KUROKO_LAB     = var.lab
    KUROKO_FOLDER  = var.folder
  }
  triggers_replace = [each.value.role, var.image, var.fleet == "" ? "without fleet" : "with fleet"]

  provisioner "local-exec" {
    command = "sh scripts/create.sh"
    environment = merge(self.input, {
      KUROKO_ROLE               = each.value.role
      KUROKO_IMAGE              = var.image
      KUROKO_NETWORK            = var.network
      KUROKO_SUBNET             = var.subnet
      KUROKO_REGISTRY           = var.registry
      KUROKO_FLEET              = var.fleet
      KUROKO_HOME_FILES         = join("\n", var.home_files)
      KUROKO_SSH_PORTS          = var.ssh_ports
      KUROKO_LOAD_BALANCER_PORT = var.load_balancer_port
    })
  }

  provisioner "local-exec" {
    when        = destroy
    command     = "sh scripts/destroy.sh"
    environment = self.input
  }
}
