import type { CardTrouble } from '../identity/id-card.ts';
import type { AcceptFailure } from '../journeys/accept-failures.ts';
import type { PrintTrouble, PrintWarning } from '../slips/slip.ts';
import type { VoiceTrouble } from '../voice/trouble.ts';

/** Everything that can stop a customer and that branch staff can do something about. */
export type StaffHintCode =
  | CardTrouble
  | 'card-expired'
  | PrintTrouble
  | PrintWarning
  | 'print-unknown'
  | AcceptFailure
  | 'panel-implausible'
  | VoiceTrouble;

/** What a member of staff does about it, in the language of the branch. Never personal, never shown to customers. */
export const staffHints: Readonly<Record<StaffHintCode, string>> = {
  'card-unreadable': '请客人拿开身份证，停两秒再平放；三次不行，改到柜台核对。',
  'card-not-authenticated': '证件与读卡器互相认证不过：擦净证件重读；仍不行，到柜台人工核对，留意证件真伪。',
  'card-not-identity': '放上来的不是身份证（可能是公交卡、银行卡）：请客人换身份证再放。',
  'card-lifted-too-soon': '提醒客人放平，听到声音再拿走。',
  'card-number-wrong':
    '证件号码不合规则（校验码或开头不符）：擦净证件重读；仍不符，到柜台人工核对，留意证件真伪。',
  'card-content-wrong': '芯片内容读不全：擦净证件重读；仍不行，到柜台人工核对。',
  'card-kind-unknown': '证件种类不认识（可能是新版证件）：请到柜台人工办理，并把证件种类告诉技术人员。',
  'card-expired': '证件已过有效期：到柜台说明换证办法，本机不办理。',
  'reader-fault': '读卡器自检报错：断电十秒再通电；仍报错请报修。',
  'reader-unauthorised': '读卡模块没有授权：断电无用，请报修，联系读卡器厂家。',
  'reader-silent': '读卡器没有应答：检查电源灯和数据线；仍不行请报修。',
  'reader-garbled': '读卡器数据有误：检查数据线是否松动、是否靠近电源；仍不行请报修。',
  'reader-missing': '找不到读卡器：检查数据线是否插好，再看技术页面的端口设置。',
  'paper-out': '凭条纸用完：打开盖子换纸，热敏面朝外，合盖后请客人按“再打一次”。',
  'cover-open': '打印机盖子没合上：压紧到位，再请客人按“再打一次”。',
  'cutter-error': '切刀卡纸：关电，开盖取出碎纸，合盖通电。',
  'printer-overheated': '打印头过热：等五分钟，不要拍打；凭受理号可以稍后补打。',
  'printer-fault': '打印机报错：断电十秒再通电；仍报错请报修。',
  'printer-silent': '打印机没有应答：检查电源和数据线。',
  'printer-missing': '找不到打印机：检查数据线，再看技术页面的端口设置。',
  'paper-low': '凭条纸快用完：趁没有客人换上新纸；正在打的一张不受影响。',
  'characters-missing': '凭条上有的字打不出，印成了〓：请在原处用笔写上正字并盖章；把字告诉技术人员。',
  'print-unknown': '不知道凭条是否打出：先看出纸口。没有纸条再补打，补打的会标明副本。',
  'record-invalid': '数据不合格式，是程序问题：请客人到柜台办理，并报修。',
  'record-too-large': '数据过大，是程序问题：请客人到柜台办理，并报修。',
  'seal-failed': '加密不成功：请客人到柜台办理，检查本机是否已登记，并报修。',
  'database-failed': '本机存储写入失败：请客人再试一次；仍不行，改到柜台并报修。',
  'database-unavailable': '本机存储打不开：请客人到柜台办理，重启本机并报修。',
  'journal-failed': '日志没有写入磁盘：检查磁盘空间；请客人再试一次，同一笔不会重复。',
  closed: '本机正在退出：等重新启动后再办，同一笔不会重复。',
  'offline-limit': '没有送出的记录已到上限：先检查网络；这位客人先留电话，由柜员回电办理。',
  'rules-expired': '离线办理规则已过期：先检查网络；这位客人先留电话，由柜员回电办理，并通知运维。',
  'accept-timed-out': '保存还没有答复，可能已经存好：先等一等再试，同一笔不会重复。',
  'panel-implausible': '站点配置里的 mmPerPx 不可能：客人照常可以办；请技术人员把卡贴在屏幕上重新量。',
  'voice-missing': '没有语音，只响一声：客人照屏幕上的字办；请技术人员检查语音包和语音程序。',
  'sound-stuck': '放不出声音：看音箱的电源、音量和插头；客人照屏幕上的字可以办完。',
  unknown: '原因不明：请客人再试一次；仍不行，改到柜台，把时间告诉技术人员。',
};
