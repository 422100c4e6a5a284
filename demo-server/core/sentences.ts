import { catalogue, type Catalogue } from "./catalogue.ts";

/**
 * What kuroko says about a show that does not go well, in English. A log, a take and a report keep it as it is; a window
 * reads it again and says it in the talk's language (see `readSentence`), as `gettext` does by the English text.
 */
export const englishSentences = {
  // Refusals.
  resetRuns: "The demo is being brought back to its start. Wait for it.",
  noReset: 'The talk does not say how its demo goes back to its start: write "reset" in its front matter.',
  noShell: "This pane has no shell. Reopen it first.",
  noStep: 'The talk has no step "{step}" any more. Reload the page.',
  noPane: 'The talk has no pane "{pane}".',
  nothingLive: "Nothing is live in this show: it was started without --live.",
  noRemotes: "No remote can be paired: the server was started without --remote.",
  serverFailed: "The server could not do that; its terminal says why.",
  serverSilent: "The server does not answer.",
  otherProtocol: "This page speaks protocol {page}, the server {server}: reload the page.",
  pairedAsRemote: "This device is paired as a remote. Open the remote's page.",
  stranger: "This window has not said who it is. Reload the page.",
  onlyWatches: "This window only watches.",
  otherLeads: "Another window leads the show. Press Shift+W to take over.",
  handNotNeeded: "A speaker window needs no hand: its keys always count.",
  takesOverFirst: "A deck that watches takes over before it acts.",
  noDeck: "No deck is open to act on this. Open the talk on the presenter's computer.",
  deckFailed: "The deck could not do that: {why}",
  deckDeaf: "This window does not perform keys.",
  deckSilent: "The deck did not answer. Look at it before you press again.",
  otherHand: "Another remote has the hand. Take over first.",
  notByRemote: "A remote cannot do that.",
  asksNoMore: "This device asks no more. Offer it a new code.",
  otherHostKey: "Another host key is shown by now. Compare again.",
  backCheckRuns: "The check before going back had not ended after {seconds} s.",
  backCheckFailed: "The check before going back ended with status {status}.",
  shellBusy: "The {what} cannot run: the shell is busy.",
  stillOpening: "The shell is still being opened. Press again in a moment.",
  hostKeyFirst: "Accept or refuse the host key first.",
  silentNow: "The connection does not answer. Wait, or reopen the pane.",
  shellGone: "The shell is gone. Reopen the pane, then press again.",
  noPrompt: "The shell shows no prompt. Reopen the pane, then press again.",
  commandRuns: "A command still runs in this pane. Take the keyboard and end it, then press again.",
  stepStillRuns: '"{step}" still runs in this pane. Wait for it, or take the keyboard and stop it.',
  otherStepRuns: '"{beside}" still runs. Wait for it, or reopen the pane.',
  hiddenTooLong: 'The {what} command "{command}" has not ended after {seconds} s.',
  // A recording in the place of a shell.
  takeNotCleared: "This is a recording: its screen cannot be cleared.",
  takeNotReopened: "This is a recording: there is no shell to reopen.",
  takeAsksNoHost: "This is a recording: no host is asked.",
  takeNotTyped: "This is a recording: nothing can be typed here.",
  stepNotRecorded: "There is no recording of this step.",
  takeOfOther: "The recording was compiled by another version of kuroko: build the talk again.",
  takeUnfetched: "A part of the recording could not be fetched: is the server still there?",
  takePartMissing: "A part of the recording is missing: {file} ({status}).",
  // The way of a demo back to its start.
  resetNotStarted: "It could not be started: {why}",
  resetNotRun: "{where} did not run it: {why}",
  resetTooLong: "It had not ended after {seconds} s and was stopped.",
  resetStatus: "It ended with status {status}.",
  resetSignal: "A signal ended it.",
  // Shells that are gone, or do not come.
  cutOff: "The server was restarted while this step ran.",
  shellEnded: "The shell has ended.",
  shellEndedWith: "The shell has ended with status {status}.",
  paneReopened: "The pane was reopened.",
  paneReset: "The demo is brought back to its start.",
  shellMissing:
    'The shell "{shell}" is not on this computer. Install it, or name another one as the target\'s "shell".',
  folderMissing:
    'The target\'s "cwd" {folder} is not there. Make the folder, or correct "cwd" (it is relative to the talk\'s folder).',
  linkSilent: "{where} has not answered for {seconds} s. Check the network, then open the pane again.",
  linkClosed:
    "The connection to {where} was closed by the other side. Check the network, then open the pane again.",
  linkBroke: "The connection to {where} broke: {why}. Check the network, then open the pane again.",
  nameUnknown: "{where} cannot be reached: the name is not known. Check how it is written, and the network.",
  nameNotFound: "{where} cannot be reached: the name could not be looked up. Check the network.",
  portClosed:
    "{where} cannot be reached: nothing listens on that port. Check the port, and that sshd runs there.",
  noWay:
    "{where} cannot be reached: there is no way to that address. Check the network, and that the machine is up.",
  noNetwork:
    "{where} cannot be reached: there is no way to that network. Check that this computer is connected.",
  noAnswer:
    "{where} cannot be reached: no answer within {seconds} s. Check the network, the address and the firewall.",
  noAnswerAtAll: "{where} cannot be reached: no answer. Check the network, the address and the firewall.",
  unreachable: "{where} cannot be reached: {why}",
  notForwarded:
    "{jump} could not connect to {where} for us: {why}. Check that it may forward (AllowTcpForwarding), and the address.",
  notLetIn:
    '{where} does not let "{user}" in (tried: {tried}). Check the user name, and that the machine knows the key or the password.',
  loginSilent: "{where} answers, but the SSH login failed: no answer within {seconds} s.",
  loginFailed: "{where} answers, but the SSH login failed: {why}.",
  hostKeyRevoked:
    "{host} shows a host key that {file} marks as revoked ({key}). Do not connect: somebody may hold the stolen key.",
  hostKeyChanged:
    "The host key of {host} has changed: it shows {key}, but {file} has {known}. Somebody may be in between. If the machine was made anew, remove that line and open the pane again.",
  noShellGiven: "{where} let us in, but gave no shell: {why}",
  targetMissing: 'The talk has no target "{target}".',
  shellNotStarted: "{file} could not be started: {why}",
  folderIsNone:
    'The target\'s "cwd" {folder} is not a folder. Correct "cwd" (it is relative to the talk\'s folder).',
  hostKeyUnknown:
    "The host key of {host} is not known: {key}. Compare the fingerprint with the machine's, then accept it.",
  hostKeyCertified:
    "The host key of {host} is not known: {key}. Compare the fingerprint with the machine's, then accept it. ({file} trusts a certificate authority for it, but kuroko does not read host certificates.)",
  knownHostsUnreadable: "The file of known hosts {file} cannot be read: {why}",
  jumpCircle: "The jump hosts go round in a circle.",
  jumpNoTarget: 'The jump host "{jump}" is not an ssh target of this talk.',
  keyMissing: 'There is no key file {file}. Make it, or correct the target\'s "key".',
  keyUnreadable: "The key file {file} cannot be read: {why}",
  keyIsNone: "{file} holds no private key that can be read.",
  nothingToLogInWith:
    'There is nothing to log in as "{user}" with. Start an ssh-agent and add a key (ssh-add), or name a "key" file for the target.',
  keyEncrypted:
    "The key {file} is encrypted. Start an ssh-agent and give it the key before the talk: ssh-add {again}",
  passwordMissing:
    "The target's password is to be in the environment variable {variable}, which is not set. Set it, and start kuroko again.",
  terraformNoOutputs: "Terraform's outputs in {folder} are not an object.",
  terraformMissing:
    "The target's host comes from Terraform, which is not installed: get it from https://developer.hashicorp.com/terraform/install, or write the host name itself.",
  terraformNoFolder:
    'There is no Terraform directory {folder}. Make it ("npm run lab up" makes the lab\'s), or correct "terraform" in the target\'s host.',
  terraformNoOutput: 'Terraform in {folder} has no output "{path}"; there are: {names}.',
  terraformNothingBelow: 'Terraform in {folder} has no output "{path}"; there is nothing below "{above}".',
  terraformNoHost:
    'Terraform\'s output "{path}" in {folder} is not a host name, nor an object with "host", but {value}.',
  terraformNoPort: 'Terraform\'s output "{path}" in {folder} has a "port" that is no port: {value}.',
  terraformSlow:
    '"terraform output" in {folder} took longer than {seconds} s. Is its state kept on a server that does not answer?',
  terraformFailed: '"terraform output" failed in {folder}: {why}',
  terraformNotApplied:
    'Terraform knows no outputs in {folder}. Run "terraform apply" there first (or "npm run lab up").',
  // The map.
  clusterSilent: "{where} has not answered for {seconds} s. Check the network and the daemon.",
  clusterBroke: "{where} broke off: {why}.",
  clusterBrokeOff: "{where} broke off in the middle of an answer.",
  socketMissing:
    'There is no socket {path} on this computer. Start the daemon, or name the "target" whose machine has it.',
  socketForbidden:
    "{path} may not be used by this user. Add the user to the socket's group, then log in again.",
  socketDeaf: "Nobody listens on {path}. Start the daemon.",
  socketNotOpened:
    "{where} could not open {path}: {why}. Check that the daemon runs there, that the user may use the socket, and that sshd may forward it (AllowStreamLocalForwarding).",
  socketClosed: "{path} cannot be opened: {why}.",
  clusterLeft: "The cluster is no longer watched.",
  answersStatus: "{where} answers {status}.",
  tooManyPages: "{where} has more than {pages} pages of {resource}.",
  answersTooMuch: "{where} answers more than can be read.",
  notJson: "{where} answers something that is not JSON. Is it the right socket?",
  notFleet: "{where} does not answer as fleet does ({path}). Is it fleet's socket?",
  notDocker: "{where} does not answer as Docker does ({path}). Is it Docker's socket?",
  notKubernetes: "The server does not answer as Kubernetes does. Check the kubeconfig.",
  kubernetesClient:
    "Kubernetes is asked by its official client, which is not installed. Install it: npm install {client}@1.",
  kubernetesOtherClient: "This version of {client} is not understood. Install version 1 of it.",
  kubernetesBroke:
    'Kubernetes did not answer: {why}. Check the kubeconfig, and that "kubectl get nodes" works.',
  kubernetesSilent:
    "Kubernetes has not answered for {seconds} s. Check the network, and the server in the kubeconfig.",
  notManager:
    '{where} is not a manager of a swarm. Name a manager as the cluster\'s "target", or make the swarm (docker swarm init).',
} as const;

export type SentenceKey = keyof typeof englishSentences;

const known: Catalogue<typeof englishSentences> = catalogue(englishSentences);

/** The sentence in English, with its values: `sentence("noPane", { pane: "main" })`. */
export const sentence: (typeof known)["say"] = known.say;

/** Which sentence a text is, and what was put into it; null where it is none of these. */
export const readSentence: (typeof known)["read"] = known.read;
