/**
 * What stops the machine behind the screen, and what branch staff or a technician do about it; zh-CN, never personal,
 * never shown to customers. Customers hear that their matter is safe, or where to turn.
 */
export const machineHints = {
  // The line to the hub. Nothing is lost by any of them: every record waits until a verified receipt covers it.
  'hub-unreachable': '连不上网点服务器：看网线和服务器电源；记录都存好，通了自动送。',
  'host-unavailable': '屏幕连不上本机服务：等一分钟；不恢复请重启本机。',
  'hub-busy': '网点服务器正忙：不用处理，会按它说的时间再送。',
  'hub-failing': '网点服务器报错：记录都存好；半小时不恢复请通知运维。',
  'hub-refuses': '网点服务器拒收：检查地址和登记；记录都存好，请通知运维。',
  'answer-not-json': '收到的不是服务器的答复（可能是上网认证页，或断在半路）：检查网络。',
  'answer-malformed': '服务器答复的格式不对：版本可能不一致，请通知运维。',
  'verdicts-differ': '服务器答复的条数不对：记录都存好，请通知运维。',
  'receipt-bad-signature': '签收单签名不符：可能有人冒充服务器，请立即通知运维。',
  'receipt-foreign-kiosk': '签收单是别的机器的：请通知运维。',
  'receipt-foreign-epoch': '签收单是旧登记的：请通知运维。',
  'receipt-stale': '签收单不是这一次的：会再问一次；反复出现请通知运维。',
  'receipt-unknown-head': '签收单和本机记录对不上：记录都存好，请通知运维。',
  'hub-fork': '服务器上的记录链和本机不同：本机已停止办理，记录都存好，请立即通知运维。',
  'store-failed': '签收以后本机没有写成：检查磁盘空间。',
  // What a start found missing; the kiosk runs as far as it can.
  'profile-missing': '找不到配置文件：检查路径和权限。',
  'profile-not-json': '配置文件不是 JSON：多半少了逗号或括号。',
  'profile-invalid': '配置文件有不认识的项目：日志写明是哪一项。',
  'not-enrolled': '本机还没有登记：向运维要一次性登记码。',
  'identity-unreadable': '登记文件读不出：不要重新登记，请通知运维。',
  // A voice pack that is not used; customers hear the next best voice. The log names the pack.
  'voice-pack-missing': '配置里写的语音包文件夹是空的：检查路径；现在用自带的声音。',
  'voice-signature-bad': '语音包和签名对不上，没有采用：请从原处再拷一次。',
  'voice-signer-unknown': '语音包不是可信的人签的，没有采用：检查配置里的 voiceKeys。',
  'voice-manifest-damaged': '语音包目录读不出，没有采用：请重新制作。',
  'voice-wrong-app-version': '语音包是给别的版本做的，没有采用：请换配套的语音包。',
  'voice-wrong-language': '语音包的语言或方言本机不认识，没有采用：请换语音包或装新版本。',
  'voice-clip-damaged': '语音包里有一段录音坏了或缺了：请从原处再拷一次。',
} as const;

export type MachineTrouble = keyof typeof machineHints;

/** The hint of a code; a code that has none is shown as it is, for the technician to look up in the log. */
export function machineHintOf(code: string): string {
  return Object.hasOwn(machineHints, code) ? machineHints[code as MachineTrouble] : code;
}
