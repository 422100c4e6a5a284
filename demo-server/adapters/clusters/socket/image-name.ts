/** `registry:5000/web:2@sha256:…` → `web:2`. A first part with a dot or a colon in it is a host (Docker's rule), or a variable that names one. */
export function withoutRegistry(image: string): string {
  const [plain = ""] = image.split("@");
  return plain.replace(/^(?:[^/]*[.:$][^/]*|localhost)\//, "");
}
