import type { demoCards } from '../../core/contract/dock-calls.ts';
import type { TwinCard } from './virtual-sam.ts';

type DemoCard = (typeof demoCards)[number];

/** A woman of 77 whose card never expires; the golden vector RESIDENT. */
const resident = {
  kind: 'resident',
  name: '王秀英',
  sex: '2',
  ethnicCode: '01',
  birthDay: '19490301',
  address: '北京市东城区示例胡同４号',
  number: '11010119490301002X',
  issuer: '北京市公安局东城分局',
  validFrom: '20090301',
  validUntil: '长期',
} as const satisfies TwinCard;

/** The golden vector PR2023. */
const pr2023 = {
  kind: 'pr-2023',
  chineseName: '史密斯',
  sex: '1',
  renewalCount: '01',
  birthDay: '19490301',
  englishName: 'SMITH, JOHN PAUL',
  number: '911840194903010014',
  validFrom: '20231201',
  validUntil: '20331201',
  englishNameRest: '',
  country: '840',
  previousNumberLink: '010',
} as const satisfies TwinCard;

/** Cards that lie ready beside the demo reader. Every person, number and address is invented. */
export const twinDemoCards = {
  resident,
  moved: {
    ...resident,
    name: '刘玉梅',
    birthDay: '19510610',
    number: '110101195106100043',
    /** The golden vector EXTRA_ADDRESS. */
    latestAddress: '北京市西城区新址路２号',
  },
  /** 䶮 as cards of old have it, in the private-use area, and a character of two code units. */
  'rare-name': {
    ...resident,
    name: '张\u{e863}𠮷',
    sex: '1',
    birthDay: '19530715',
    number: '110101195307150039',
  },
  /** The golden vector HMT, but valid. */
  'hmt-permit': {
    kind: 'hmt-permit',
    name: '陈大文',
    sex: '1',
    birthDay: '19490301',
    address: '广东省深圳市福田区示例路１号',
    number: '810000194903010015',
    issuer: '深圳市公安局福田分局',
    validFrom: '20240101',
    validUntil: '20340101',
    passNumber: 'H12345678',
    issueCount: '01',
  },
  /** The golden vector PR2017. */
  'pr-2017': {
    kind: 'pr-2017',
    englishName: 'SMITH, JOHN PAUL',
    sex: '1',
    number: 'USA110049030101',
    country: 'USA',
    chineseName: '史密斯',
    validFrom: '20170601',
    validUntil: '20270601',
    birthDay: '19490301',
    version: '01',
    agencyCode: '1500',
  },
  'pr-2023': pr2023,
  /** No Chinese name, and an English one that goes on in the second field. */
  'english-name': {
    ...pr2023,
    chineseName: '',
    englishName: 'VAN DER MERWE-OOSTHUIZEN, MARGARETH',
    englishNameRest: 'A ELISABETH',
    sex: '2',
    country: 'ZAF',
    birthDay: '19530601',
    number: '911840195306010010',
  },
  expired: {
    ...resident,
    name: '陈福生',
    sex: '1',
    birthDay: '19550812',
    address: '上海市虹口区示例路１２号',
    number: '310109195508120037',
    issuer: '上海市公安局虹口分局',
    validFrom: '20040612',
    validUntil: '20240612',
  },
  'wrong-check-digit': {
    ...resident,
    name: '赵桂兰',
    birthDay: '19520520',
    address: '天津市和平区示例道８号',
    number: '120101195205200045',
    issuer: '天津市公安局和平分局',
  },
  'unknown-kind': {
    ...resident,
    name: '林小满',
    birthDay: '19600101',
    number: '110101196001010062',
    letter: 'Q',
  },
} as const satisfies Record<DemoCard, TwinCard>;
