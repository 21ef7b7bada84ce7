import type { IncidentKind } from '../incidents/incidents.ts';
import type { RecordState } from '../rules/known.ts';
import type { SentBackBecause } from '../rules/outcome.ts';
import type { ItemState } from '../work/items.ts';
import type { Role } from '../work/roles.ts';

/** What staff read. A word that is not in a table comes from a newer hub on the same database and is shown as it is. */
export function inWords(table: Readonly<Record<string, string>>, word: string): string {
  return table[word] ?? word;
}

export const kindNames: Readonly<Record<string, string>> = {
  'contact-change': '变更联系方式',
  'claim-report': '理赔报案',
  'parked-visit': '未办完，待回访',
  cancellation: '撤销',
};

export const stateNames: Readonly<Record<RecordState, string>> = {
  delivered: '已送达，待审核',
  accepted: '已通过',
  rejected: '已退回',
  'needs-info': '待人工核实',
  withdrawn: '客户已撤销',
  superseded: '已由重办的代替',
};

export const itemStateNames: Readonly<Record<ItemState, string>> = {
  open: '待认领',
  claimed: '办理中',
  done: '已办结',
  resubmitted: '客户已重办',
};

export const roleNames: Readonly<Record<Role, string>> = {
  counter: '柜面',
  technician: '技术员',
  'head-office': '总部',
};

export const stepNames: Readonly<Record<string, string>> = {
  opened: '转人工',
  claimed: '认领',
  accepted: '办结：通过',
  rejected: '办结：不予受理',
  done: '自动办结',
  reached: '回访：已接通',
  'not-reached': '回访：未接通',
  'incident-closed': '异常办结',
  resubmitted: '客户已重办',
};

type Reason = {
  readonly why: string;
  /** What the employee does. */
  readonly todo: string;
  /** What the customer hears: never a suspicion, and nothing of anybody else. */
  readonly says: string;
};

/** Why a record is with a person. */
const reasons: Readonly<Record<SentBackBecause | 'decided-by-staff', Reason>> = {
  'already-reported': {
    why: '同一客户同一事故已经报过案',
    todo: '告知客户首次报案有效，无需重复报案',
    says: '这件事您已经报过案，第一次的报案有效，不用再报。',
  },
  'already-effective': {
    why: '要撤销的业务已经生效',
    todo: '向客户说明，需要时按柜面流程改回',
    says: '您要撤销的业务已经生效，工作人员会联系您，商量怎么改回来。',
  },
  'not-your-record': {
    why: '要撤销的不是本人办理的业务',
    todo: '核对凭条与身份后，由本人重新办理',
    says: '这个撤销没有办成，请带身份证和凭条到柜台。',
  },
  'call-back': {
    why: '业务没有办完',
    todo: '回访客户，问清是否继续办理',
    says: '这笔业务还没有办完，工作人员会打电话给您。',
  },
  'customer-may-not-know': {
    why: '终端故障后恢复的记录，客户当时可能没有看到“已受理”',
    todo: '回访客户，确认这笔业务',
    says: '记录已经收到，工作人员会打电话跟您确认一遍。',
  },
  'phone-shared': {
    why: '一天之内几位客户留了同一个手机号',
    todo: '回访核实：这是不是客户本人的号码，提防代办与诈骗',
    says: '工作人员会跟您核对一下手机号。',
  },
  'day-of-loss-in-future': {
    why: '出险日期晚于办理当天',
    todo: '向客户问清出险日期',
    says: '工作人员会跟您核对一下出险的日期。',
  },
  'supersedes-unknown': {
    why: '找不到它要代替的那一笔',
    todo: '核对客户手里的旧凭条',
    says: '请把原来的那张凭条拿给工作人员看一看。',
  },
  'supersedes-not-sent-back': {
    why: '它要代替的那一笔没有被退回',
    todo: '向客户问清要保留哪一笔',
    says: '您原来办的那一笔没有被退回，工作人员会问您保留哪一笔。',
  },
  'cancels-unknown': {
    why: '等了一天，仍没有收到要撤销的那一笔',
    todo: '核对凭条；如缺号，检查终端',
    says: '还没有收到您要撤销的那一笔，工作人员正在查。',
  },
  'attachments-missing': {
    why: '附件没有收齐',
    todo: '请客户补交材料，并检查终端',
    says: '材料没有收齐，工作人员会联系您。',
  },
  'attachments-unreadable': {
    why: '附件收到了，但打不开',
    todo: '请客户补交材料，并通知技术员检查终端',
    says: '材料没有传好，工作人员会联系您补交。',
  },
  'decided-by-staff': { why: '已由工作人员处理', todo: '无', says: '工作人员已经处理。' },
};

/** What is done about an incident. Its customer hears the same of each: it is being looked after. */
const incidentSteps: Readonly<Partial<Record<IncidentKind, string>>> = {
  fork: '终端停用；用异常里留存的那一份与客户的凭条核对，重新登记终端',
  'bad-chain': '终端停用；用异常里留存的那一份与客户的凭条核对，重新登记终端',
  'too-large': '终端软件出错：通知总部，并联系客户补办',
  unreadable: '按网点登记联系客户，并通知总部；原因查明后办结即重试',
  'key-missing': '从备份找回 hub-keys.json，重启接收服务器；记录会自动打开',
  'head-office-refused': '联系总部，问明拒收的原因',
  stuck: '查接收服务器日志里的 opening-failed；原因排除后办结即重试',
  'came-after-all': '核对是否已为客户补办过，避免算成两笔',
};

/** A reason without words comes from a newer hub on the same database. */
export function reasonInWords(reason: string): Reason {
  if (isIncident(reason))
    return { why: incidentNames[reason], todo: incidentSteps[reason] ?? '请联系总部', says: lookedAfter };
  return isReason(reason) ? reasons[reason] : { why: reason, todo: '请联系总部', says: lookedAfter };
}

const lookedAfter = '工作人员正在处理，会联系您。';

function isIncident(reason: string): reason is IncidentKind {
  return Object.hasOwn(incidentNames, reason);
}

function isReason(reason: string): reason is keyof typeof reasons {
  return Object.hasOwn(reasons, reason);
}

export const incidentNames: Readonly<Record<IncidentKind, string>> = {
  fork: '同一编号出现两份不同的记录，已拒收后一份，请通知总部',
  'bad-chain': '与前后记录对不上，已拒收，请通知总部',
  'too-large': '记录过大，已拒收，请通知总部',
  gap: '缺少这一笔，后面的已经到了',
  'came-after-all': '已作缺号处理的这一笔后来送到了，已照常收下，请核对',
  'hub-behind': '终端持有的回执比本机新：数据库可能是用旧备份恢复的，终端会从日志自动补传',
  'clock-off': '终端的时钟不准，记录照常受理，请校准时间',
  'head-office-refused': '总部没有收下这一笔，请联系总部',
  unreadable: '已收到，但打不开，请通知总部',
  'chunk-unreadable': '附件的一片打不开，业务已转人工',
  'key-missing': '记录已收到，但打开它的密钥不在任何一台接收服务器上，请找回 hub-keys.json',
  restored: '终端恢复出来的记录，客户当时可能没有看到“已受理”，请回访',
  repeated: '同一笔业务以两个编号送达，只算一笔',
  stuck: '多次处理失败，已搁置；办结即重试',
};

/** Codes of a kiosk's own incidents; see core/contract/calls.ts. */
export const kioskIncidentNames: Readonly<Record<string, string>> = {
  'database-empty': '数据库被清空，已从日志恢复',
  'database-shorter': '数据库缺记录，已从日志补回',
  'journal-shorter': '日志缺记录，已从数据库补回',
  'stores-disagree': '两份存储不一致',
  'row-unreadable': '有一行读不出，已隔离',
  'hub-fork': '与服务器上的记录链不一致，暂停收件，须重新登记',
  'hub-behind': '服务器恢复成了较早的状态，正从日志补传',
  'record-refused': '有记录被服务器拒收',
  'journal-damaged': '日志有损坏',
  'journal-restored': '日志已从副本恢复',
  'copy-behind': '日志副本写不进去',
  'disk-low': '磁盘空间不足，暂停收件',
  'origin-changed': '页面地址变了，暂停收件',
  'storage-not-persistent': '浏览器存储不持久',
  'clock-jumped': '时钟跳变',
  'trust-refused': '收到不可信的密钥、规则或回执',
  'handwriting-reduced': '手写认字缺文件或文件被改，客人仍可请人打电话',
  'former-undelivered': '上一期登记还有记录没送到，须在终端上运行 journal deliver',
};

export const closedNames: Readonly<Record<string, string>> = {
  'hub-fork': '与服务器上的记录链不一致，须重新登记',
  'rules-expired': '规则已过期',
  'offline-limit': '待送记录已达离线上限',
  'disk-low': '磁盘空间不足',
  'journal-failed': '日志写入失败',
  'origin-changed': '页面地址变了',
};
