# How the cluster is to be. Change these as you like: terraform apply -var web=3

variable "web" {
  description = "How many web machines there are beside the load balancer."
  type        = number
  default     = 2
}

variable "machines" {
  description = "All machines by name, instead of lb, web1, web2, …"
  type        = map(object({ role = string }))
  default     = null
}

# What `kuroko lab up` has made or found, in terraform.tfvars.json.

variable "lab" {
  description = "Id of this lab: begins the names of its containers, and labels them."
  type        = string
}

variable "folder" {
  description = "The lab's folder, seen from here: its keys, and what is known of each machine. Shown in plans, so no path of this computer."
  type        = string
}

variable "image" {
  description = "Image of a machine."
  type        = string
}

variable "network" {
  description = "Docker network of the lab."
  type        = string
}

variable "subnet" {
  description = "The first three numbers of the network's addresses: 172.30.1"
  type        = string
}

variable "registry" {
  description = "Where the machines pull images from."
  type        = string
}

variable "fleet" {
  description = "Folder with fleetd and fleetctl; empty for a lab without fleet."
  type        = string
}

variable "home_files" {
  description = "Folders whose files each machine has in its home folder."
  type        = list(string)
}

variable "ssh_ports" {
  description = "The port that the ports of the machines' SSH are counted from."
  type        = number
}

variable "load_balancer_port" {
  description = "Port on this computer that leads to port 80 of the load balancer."
  type        = number
}
