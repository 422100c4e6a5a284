/** Labels of everything that labs have in Docker; the scripts in assets/terraform/lab set and read the same. */
export const LAB_LABEL = "kuroko.lab";
/** On a machine's container: its name, and its role. */
export const MACHINE_LABEL = "kuroko.machine";
export const ROLE_LABEL = "kuroko.role";
/** On a lab's network: the folder that the lab belongs to. */
export const FOLDER_LABEL = "kuroko.folder";
/** On an image: which one it is. */
export const IMAGE_LABEL = "kuroko.image";
/** On an image: what it was built from, see `contextHash`. */
export const HASH_LABEL = "kuroko.hash";
