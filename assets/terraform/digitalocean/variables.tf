# How the cluster is to be. Change these as you like: terraform apply -var web=3

variable "web" {
  description = "How many web machines there are beside the load balancer."
  type        = number
  default     = 2

  validation {
    condition     = var.web >= 1
    error_message = "The demo needs one web machine at least: two of three members keep etcd alive."
  }
}

variable "machines" {
  description = "All machines by name, instead of lb, web1, web2, …"
  type        = map(object({ role = string }))
  default     = null

  validation {
    condition     = var.machines == null ? true : alltrue([for name in keys(var.machines) : can(regex("^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", name))])
    error_message = "A machine's name becomes a host name: lower-case letters, digits and hyphens inside."
  }
}

variable "region" {
  description = "Where the droplets are: the slug of a region near the venue that takes custom images. doctl compute region list"
  type        = string
  default     = "sgp1"
}

variable "size" {
  description = "Size of a droplet, the smallest that has memory to spare for the demo. doctl compute size list"
  type        = string
  default     = "s-1vcpu-1gb"
}

variable "lb_size" {
  description = "Size of the load balancer's droplet, if it is to differ."
  type        = string
  default     = null
}

variable "image" {
  description = "Id of a Flatcar image that your account has in the region. Without it one is imported, and removed by destroy."
  type        = string
  default     = null
}

variable "image_url" {
  description = "Where to import Flatcar from instead of its own server, as when that import times out: a gzip of the image on a host near DigitalOcean."
  type        = string
  default     = null
}

variable "flatcar_channel" {
  description = "Release channel of Flatcar: stable, beta, alpha or lts."
  type        = string
  default     = "stable"
}

variable "flatcar_version" {
  description = "Version of Flatcar. Give a number, as 4230.2.0, for the machines to be the same tomorrow."
  type        = string
  default     = "current"
}

variable "ip_range" {
  description = "Addresses of the cluster's private network. Must not overlap with another VPC of your account."
  type        = string
  default     = "10.77.0.0/24"
}

variable "ssh_port" {
  description = "Port of SSH on the machines. Where a venue lets only web traffic out, 443 gets through."
  type        = number
  default     = 22
}

variable "reboot_strategy" {
  description = "What a machine does after an update of Flatcar: off (a talk wants no reboot), or etcd-lock (one at a time, as the talk tells)."
  type        = string
  default     = "off"

  validation {
    condition     = contains(["off", "etcd-lock", "reboot", "best-effort"], var.reboot_strategy)
    error_message = "Flatcar knows off, etcd-lock, reboot and best-effort."
  }
}

variable "registry" {
  description = "Registry that the machines pull the demo's images from without a password, as docker.io/you. Without it the load balancer's machine serves one inside the cluster."
  type        = string
  default     = null
}

# What `kuroko lab up --on digitalocean` has made or found, in terraform.tfvars.json.

variable "name" {
  description = "Begins the names of all that is made, and tags it. Two clusters in one account need two names."
  type        = string
  default     = "kuroko"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{0,30}$", var.name))
    error_message = "Lower-case letters, digits and hyphens, 31 at most."
  }
}

variable "folder" {
  description = "Absolute path of the lab's folder, with keys/core, keys/core.pub, keys/host, keys/host.pub and keys/known_hosts."
  type        = string
}

variable "ssh_from" {
  description = "Who may reach SSH: the presenter's public address, as [\"203.0.113.7/32\"]."
  type        = list(string)

  validation {
    condition     = length(var.ssh_from) > 0 && alltrue([for range in var.ssh_from : can(cidrhost(range, 0)) && tonumber(try(split("/", range)[1], "0")) >= 8])
    error_message = "Give address ranges as 203.0.113.7/32, and not the whole internet."
  }
}

variable "fleet_sha256" {
  description = "SHA-256 of fleet-v1.0.0-linux-amd64.tar.gz. Nobody published one: take it from a copy that you trust."
  type        = string

  validation {
    condition     = can(regex("^[0-9a-f]{64}$", var.fleet_sha256))
    error_message = "A SHA-256 has 64 hexadecimal digits: sha256sum fleet-v1.0.0-linux-amd64.tar.gz"
  }
}

variable "images" {
  description = "Folder of the demo's images, to build for the registry inside the cluster: a folder for each with a Dockerfile."
  type        = string
  default     = null
}

variable "home_files" {
  description = "Folders whose files each machine has in its home folder."
  type        = list(string)
  default     = []
}
