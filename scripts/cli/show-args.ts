import { trustArg } from "./trust.ts";

/** The flags that `start` and `dev` share. */
export const showArgs = {
  talk: {
    type: "positional",
    required: false,
    description: "Name of a talk in slides/talks, or the path of its Markdown file",
  },
  live: { type: "boolean", default: false, description: "Run the steps in real shells, and record them" },
  lang: { type: "string", valueHint: "ja", description: "Language to begin with (default: the system's)" },
  port: {
    type: "string",
    valueHint: "4400",
    default: "4400",
    description: "Another free one when it is taken; 0 for any",
  },
  host: { type: "string", valueHint: "127.0.0.1", default: "127.0.0.1", description: "Address to listen on" },
  ...trustArg,
  fresh: {
    type: "boolean",
    default: false,
    description: "Begin anew where a show was cut off less than 15 minutes ago",
  },
  audience: {
    type: "boolean",
    default: false,
    description: "Let the room follow on devices of its own, by an address of this machine's network",
  },
  "audience-address": {
    type: "string",
    valueHint: "192.168.1.5:4401",
    description: "Which address, where the machine has several; also another port than 4401",
  },
  remote: {
    type: "boolean",
    default: false,
    description: "Let a phone be paired as the presenter's remote, by the same address",
  },
  reactions: { type: "boolean", default: false, description: "Viewers may send applause and the like" },
  questions: { type: "boolean", default: false, description: "Viewers may send questions to the presenter" },
  redis: {
    type: "string",
    valueHint: "redis://host:6379",
    description: "Also show it to relays on other machines (`kuroko relay`); also from KUROKO_REDIS",
  },
  open: {
    type: "boolean",
    default: true,
    description: "Open the browser",
    negativeDescription: "Only print the address",
  },
} as const;
