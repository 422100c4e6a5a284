/** What the deck says of the room, in one language. */
export interface AudienceWords {
  readonly invitation: string;
  readonly qrCode: string;
  readonly viewers: (count: number) => string;
  /** For the presenter, where nothing is open to the room: what stands before the option that opens it, and behind. */
  readonly closed: readonly [before: string, behind: string];
}

const english: AudienceWords = {
  invitation: "Follow on your own device",
  qrCode: "QR code of the address",
  viewers: (count) => (count === 1 ? "1 person follows" : `${count} people follow`),
  closed: ["Start the talk with ", ", and its address for the room is shown here."],
};

const japanese: AudienceWords = {
  invitation: "お手元の端末でもご覧ください",
  qrCode: "アドレスの QR コード",
  viewers: (count) => `${count} 人が視聴中`,
  closed: ["発表を ", " 付きで始めると、会場用のアドレスがここに出ます。"],
};

/** The words for a BCP 47 language; English where there are none. */
export function audienceWords(language: string): AudienceWords {
  return /^ja\b/i.test(language) ? japanese : english;
}
