/**
 * Secrets that are known by their shape: a fixed text before them, then characters of one class. The text before is
 * no secret, so it is shown at once and an echo never waits for it; what follows waits until it is surely (not) one.
 */
export interface TokenShape {
  readonly name: string;
  /** Where the shape is described. */
  readonly source: string;
  /** Texts that stand directly before the secret (or before `lead`). */
  readonly prefixes: readonly string[];
  /** What may stand between prefix and secret: up to `end`, or else up to the first character that is not in `chars`. */
  readonly lead?: { readonly chars: CharClass; readonly max: number; readonly end?: string };
  readonly body: CharClass;
  /** Fewer characters are not a secret. Up to this many are held back. */
  readonly min: number;
  /** Only what this character follows is a secret. */
  readonly until?: string;
  /** The secret goes on until this text, which is shown. */
  readonly end?: string;
}

/** Whether a UTF-16 code unit belongs to the class. */
export type CharClass = (code: number) => boolean;

/** A class from a regular expression that matches one character; everything beyond ASCII is treated as `é` is. */
function chars(pattern: RegExp): CharClass {
  const table = Array.from({ length: 128 }, (_, code) => pattern.test(String.fromCharCode(code)));
  const beyond = pattern.test("é");
  return (code) => table[code] ?? beyond;
}

const alnum = chars(/[A-Za-z0-9]/);
const word = chars(/\w/);
const wordDash = chars(/[\w-]/);
const base64 = chars(/[A-Za-z0-9+/=]/);
/** RFC 6750: b64token. */
const bearer = chars(/[\w.~+/=-]/);

const GITHUB = "https://github.blog/engineering/behind-githubs-new-authentication-token-formats/";
const keyLabels = ["", "RSA ", "EC ", "DSA ", "OPENSSH ", "ENCRYPTED "];

export const tokenShapes: readonly TokenShape[] = [
  {
    name: "AWS access key id",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html",
    prefixes: ["AKIA", "ASIA"],
    body: chars(/[A-Z0-9]/),
    min: 16,
  },
  {
    name: "AWS secret access key or session token, where it is assigned",
    source: "https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-envvars.html",
    prefixes: ["secret_access_key", "SECRET_ACCESS_KEY", "SecretAccessKey", "session_token", "SESSION_TOKEN"],
    lead: { chars: chars(/[ \t"'=:,]/), max: 16 },
    body: base64,
    min: 40,
  },
  {
    name: "GitHub token",
    source: GITHUB,
    prefixes: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"],
    body: alnum,
    min: 36,
  },
  { name: "GitHub fine-grained token", source: GITHUB, prefixes: ["github_pat_"], body: word, min: 22 },
  {
    name: "GitLab token",
    source: "https://docs.gitlab.com/security/tokens/#token-prefixes",
    prefixes: ["glpat-", "gldt-", "glrt-", "glptt-"],
    body: chars(/[\w.-]/),
    min: 20,
  },
  {
    name: "Slack token",
    source: "https://docs.slack.dev/authentication/tokens",
    prefixes: ["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xapp-"],
    body: wordDash,
    min: 10,
  },
  {
    name: "DigitalOcean token",
    source: "https://docs.digitalocean.com/reference/api/create-personal-access-token/",
    prefixes: ["dop_v1_", "doo_v1_", "dor_v1_"],
    body: chars(/[a-f0-9]/),
    min: 64,
  },
  {
    name: "Stripe key",
    source: "https://docs.stripe.com/keys",
    prefixes: ["sk_live_", "sk_test_", "rk_live_", "rk_test_"],
    body: alnum,
    min: 16,
  },
  {
    name: "OpenAI, Anthropic key",
    source: "https://platform.openai.com/docs/api-reference/authentication",
    prefixes: ["sk-proj-", "sk-svcacct-", "sk-admin-", "sk-ant-"],
    body: wordDash,
    min: 20,
  },
  {
    name: "OpenAI key of the old form",
    source: "https://platform.openai.com/docs/api-reference/authentication",
    // No hyphen in its body: `disk-…` and `task-…` are everyday words.
    prefixes: ["sk-"],
    body: alnum,
    min: 32,
  },
  {
    name: "Google API key",
    source: "https://cloud.google.com/docs/authentication/api-keys",
    prefixes: ["AIza"],
    body: wordDash,
    min: 35,
  },
  {
    name: "npm token",
    source: "https://github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format/",
    prefixes: ["npm_"],
    body: alnum,
    min: 36,
  },
  {
    name: "JSON web token",
    source: 'RFC 7519: `eyJ` is `{"` in base64url; other base64 of JSON is cut out as well',
    prefixes: ["eyJ"],
    body: chars(/[\w.-]/),
    min: 30,
  },
  {
    name: "authorization header",
    source: "RFC 6750 and RFC 7617",
    prefixes: [
      "Bearer ",
      "bearer ",
      "Authorization: Basic ",
      "authorization: basic ",
      "authorization: Basic ",
    ],
    body: bearer,
    min: 16,
  },
  {
    name: "password in a URL",
    source: "RFC 3986, section 3.2.1",
    prefixes: ["://"],
    lead: { chars: chars(/[^\s/?#@:"'<>]/), max: 64, end: ":" },
    body: chars(/[^\s/"'<>]/),
    min: 1,
    until: "@",
  },
  {
    name: "private key",
    source: "RFC 7468, and OpenSSH's PROTOCOL.key",
    prefixes: [
      ...keyLabels.map((label) => `-----BEGIN ${label}PRIVATE KEY-----`),
      "-----BEGIN PGP PRIVATE KEY BLOCK-----",
    ],
    // Base64, header lines and the `\n` of a key in JSON; a prompt's `$`, `@`, `[` or `~` ends a key that was cut short.
    body: chars(/[\w+/=\s:,.\\-]/),
    min: 1,
    end: "-----END",
  },
];
