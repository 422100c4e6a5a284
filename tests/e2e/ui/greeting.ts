const esc = "\u001b[";

/** Things a terminal must draw right: colours, box drawing, Japanese at double width, emoji. */
export const greeting: Readonly<Record<string, string>> = {
  laptop: [
    `${esc}38;5;108mkuroko@stage${esc}0m:${esc}34m~/demo${esc}0m$ terraform apply`,
    `${esc}1mTerraform${esc}0m will perform the following actions:`,
    ``,
    `  ${esc}32m+${esc}0m resource "terraform_data" "machine" {`,
    `      ${esc}32m+${esc}0m id    = ${esc}90m(known after apply)${esc}0m`,
    `      ${esc}32m+${esc}0m input = ${esc}33m"web1"${esc}0m`,
    `    }`,
    ``,
    `${esc}1mPlan:${esc}0m ${esc}32m1 to add${esc}0m, ${esc}33m0 to change${esc}0m, ${esc}31m0 to destroy${esc}0m.`,
    `┌──────────────┬────────┐`,
    `│ マシン       │ 状態   │`,
    `├──────────────┼────────┤`,
    `│ web1         │ ${esc}32m稼働中${esc}0m │`,
    `│ データベース │ ${esc}31m停止${esc}0m   │`,
    `└──────────────┴────────┘`,
    `全角文字が二桁|`,
    `12345678901234|  🚀| https://example.org/docs`,
    `${[0, 1, 2, 3, 4, 5, 6, 7].map((n) => `${esc}3${n}m▇▇ ${esc}9${n}m▇▇ `).join("")}${esc}0m`,
    `${esc}38;5;108mkuroko@stage${esc}0m:${esc}34m~/demo${esc}0m$ `,
  ].join("\r\n"),
  web1: `Linux web1 6.1.0 x86_64\r\n${esc}38;5;108mcore@web1${esc}0m:${esc}34m~${esc}0m$ systemctl status web@8888\r\n${esc}32m●${esc}0m web@8888.service - デモ用ウェブサーバー\r\n     Active: ${esc}32mactive (running)${esc}0m since Fri\r\n   Main PID: 812 (docker)\r\n${esc}38;5;108mcore@web1${esc}0m:${esc}34m~${esc}0m$ `,
  web2: `${esc}38;5;108mcore@web2${esc}0m:${esc}34m~${esc}0m$ `,
  lb: `${esc}38;5;108mcore@lb${esc}0m:${esc}34m~${esc}0m$ curl localhost\r\nDEMO container 1\r\n${esc}38;5;108mcore@lb${esc}0m:${esc}34m~${esc}0m$ `,
};
