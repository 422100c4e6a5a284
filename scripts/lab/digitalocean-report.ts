import { costSoFar, type CloudRecord } from "./digitalocean-record.ts";

/** `$0.027`: three digits below a dollar, where an hour is. */
export function dollars(amount: number): string {
  return `$${amount.toFixed(amount < 1 ? 3 : 2)}`;
}

/** What it is asked a yes for: what it costs, and until when. */
export function offerText(
  { droplets, pricePerHour, destroyAt }: CloudRecord,
  size: string,
  region: string,
): string {
  const price =
    pricePerHour === null
      ? "at an unknown price"
      : `${dollars(pricePerHour)} an hour, ${dollars(pricePerHour * 24)} a day`;
  const end =
    destroyAt === null ? "Nothing will destroy them but you." : `They are destroyed at ${clock(destroyAt)}.`;
  return `${droplets} droplets of ${size} in ${region}: ${price}, and some cents a month for the image. ${end}`;
}

/** One line for whoever may have forgotten: age, cost so far, and when it ends. */
export function reminder(record: CloudRecord, isGuarded: boolean, now: number): string {
  const cost = costSoFar(record, now);
  const hours = (now - Date.parse(record.createdAt)) / 3_600_000;
  const facts = [
    `${record.droplets} droplets`,
    `${hours < 1 ? `${Math.round(hours * 60)} min` : `${hours.toFixed(1)} h`} old`,
    cost === null ? "cost unknown" : `about ${dollars(cost)} so far`,
  ].join(", ");
  return `A cluster is on DigitalOcean: ${facts}. ${endOf(record, isGuarded, now)} "kuroko lab down" destroys it now.`;
}

function endOf({ destroyAt }: CloudRecord, isGuarded: boolean, now: number): string {
  if (destroyAt === null) return "Nothing destroys it by itself.";
  const isLate = Date.parse(destroyAt) <= now;
  if (isGuarded) return isLate ? "It is being destroyed." : `It is destroyed at ${clock(destroyAt)}.`;
  const due = isLate
    ? `It was to be destroyed at ${clock(destroyAt)}, but`
    : `It is to be destroyed at ${clock(destroyAt)}, but`;
  return `${due} no guard runs: "kuroko lab status" with DIGITALOCEAN_TOKEN set starts it.`;
}

/** The presenter's own time: `2026-11-23 18:40`. */
function clock(iso: string): string {
  const at = new Date(iso);
  const two = (number: number) => String(number).padStart(2, "0");
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
