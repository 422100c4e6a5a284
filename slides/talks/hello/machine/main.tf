# A machine for the talk: an SSH server of one's own on a loopback port, with its own keys.
# Only terraform_data, which is built in: nothing is downloaded, so it works without a network.

variable "port" {
  description = "Loopback port the machine listens on."
  type        = number
  default     = 2422
}

locals {
  # Relative, so that no plan shows the presenter's folders.
  state = ".machine"
}

resource "terraform_data" "keys" {
  input = local.state

  provisioner "local-exec" {
    command = "./machine.sh keys '${local.state}'"
    quiet   = true
  }
}

resource "terraform_data" "machine" {
  input = { state = terraform_data.keys.output, port = var.port }

  provisioner "local-exec" {
    command = "./machine.sh up '${self.input.state}' ${self.input.port}"
    quiet   = true
  }

  provisioner "local-exec" {
    when    = destroy
    command = "./machine.sh down '${self.input.state}'"
    quiet   = true
  }
}

output "address" {
  description = "Where the machine answers."
  value       = "127.0.0.1"
  depends_on  = [terraform_data.machine]
}

output "port" {
  value      = var.port
  depends_on = [terraform_data.machine]
}
