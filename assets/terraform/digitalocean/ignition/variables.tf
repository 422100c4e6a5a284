variable "name" {
  description = "The machine's name in the cluster."
  type        = string
}

variable "role" {
  description = "The machine's role, for fleet to place units by."
  type        = string
}

variable "authorized_key" {
  description = "Public key of the user core."
  type        = string
}

variable "host_key" {
  description = "Private host key of sshd (ed25519), made ahead so that nobody has to trust on first use."
  type        = string
  sensitive   = true
}

variable "ssh_port" {
  description = "Port of SSH."
  type        = number
}

variable "registry" {
  description = "Where the machine pulls images from."
  type        = string
}

variable "plain_registry" {
  description = "Whether the registry speaks HTTP without TLS: one inside the cluster."
  type        = bool
}

variable "serves_registry" {
  description = "Whether this machine runs that registry."
  type        = bool
}

variable "fleet_sha256" {
  description = "SHA-256 of fleet's release."
  type        = string
}

variable "reboot_strategy" {
  description = "What Flatcar does after an update."
  type        = string
}

variable "home_files" {
  description = "Folders whose files go to /home/core."
  type        = list(string)
}
