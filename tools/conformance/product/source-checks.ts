import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { catalogue } from '../../../core/strings/catalogue.ts';
import { languages } from '../../../core/strings/language.ts';
import { renderLine } from '../../../core/strings/render.ts';
import { spokenOrder } from '../../../renderer/customer/spoken-order.ts';
import { galleryScreens } from '../gallery-screens.ts';
import { riddles } from './clock-checks.ts';
import { calibratedDefaultDba } from './voice-tables.ts';
import type { ProductCheck, Sources } from './world.ts';

const guide = 'docs/install/technician.md';
const page = 'renderer/index.html';
const names = ['长辈版', '亲情版', '关爱版', '关怀版'] as const;
const startScreens = /^(?:idle|greeting|awaitingCard)$/u;

/** Words of the trade and of computers that no customer should have to know. */
const jargon =
  /登录|登陆|账户|账号|注销|提交|上传|下载|系统|服务器|异常|离线|在线|界面|模块|加载|刷新|缓存|点击|双击|滑动|弹窗|客户端|\bAPP\b|\blogin\b|\bsubmit\b|\bserver\b|\boffline\b|\bupload/iu;
const advertising =
  /广告|优惠|抢购|限时|秒杀|赠送|领取|推荐购买|新品|热销|中奖|红包|special offer|discount|buy now/iu;

export const sourceChecks = {
  'no-captcha': {
    told: 'errands, strings and sources: no riddle, no picture code, nothing named captcha',
    find: ({ sources }) => [...riddles(), ...mentions(sources, /captcha/iu, 'names a captcha')],
  },
  'no-gesture-code': {
    told: 'sources of the page and the list of packages: nothing counts fingers, follows a stroke or names a gesture library',
    find: ({ sources }) => [
      ...mentions(
        sources,
        /\.(?:touches|targetTouches|changedTouches)\b|onTouch(?:Start|Move|End)|gesturestart|\bswipe\b|onWheel|draggable=/u,
        'follows gestures',
      ),
      ...['hammerjs', 'swiper', '@use-gesture', 'interactjs']
        .filter((name) => sources.get('package.json')?.includes(`"${name}`) === true)
        .map((name) => `package ${name} is a gesture library`),
    ],
  },
  'care-edition-is-named': {
    told: 'strings and page: the idle or greeting screen says 长辈版, and the page’s own keywords hold 亲情版, 关爱版 and 关怀版',
    find: ({ sources }) => {
      const shown = textOf(startScreens);
      const html = sources.get(page) ?? '';
      return [
        ...(shown.includes(names[0]) ? [] : [`no screen at the start says ${names[0]}`]),
        ...names
          .filter((name) => !html.includes(name))
          .map((name) => `${name} is not among the keywords of ${page}`),
      ];
    },
  },
  'no-advertisements': {
    told: 'request log of the live visit: nothing is asked of anybody but the own host; strings: nothing praises, lures or offers',
    find: ({ live }) => [
      ...live.strangers.map((url) => `the page asks ${url}`),
      ...wording(advertising, 'praises or lures'),
    ],
  },
  'plain-words': {
    told: 'strings of every language against a list of words of the trade and of computers',
    find: () => wording(jargon, 'is jargon'),
  },
  'limit-is-told': {
    told: 'strings: a screen at the start says how long nothing may happen, and the warning says in how many seconds it ends',
    find: () => [
      ...(/分钟|秒/u.test(textOf(startScreens))
        ? []
        : ['no screen at the start says after how long a visit is put aside']),
      ...(/秒/u.test(textOf(/^stillThere$/u)) ? [] : ['the warning does not say how long it stands']),
    ],
  },
  'guide-tells-reach': {
    told: `${guide}: holds both limits (380 mm, and 1200 of the annex or 1220 of the clause) and the key of the site profile that says how high the picture hangs`,
    find: ({ sources }) => {
      const text = sources.get(guide) ?? '';
      return [/\b380\b/u, /\b12[02]0 mm/u, /screenBottomMm/u]
        .filter((wanted) => !wanted.test(text))
        .map((wanted) => `${guide} does not hold ${wanted.source}`);
    },
  },
  'guide-tells-volume': {
    told: `${guide}: tells to set the default volume to ${calibratedDefaultDba} dBA at the customer's ear`,
    find: ({ sources }) =>
      (sources.get(guide) ?? '').includes(`${calibratedDefaultDba} dBA`)
        ? []
        : [`${guide} does not say ${calibratedDefaultDba} dBA`],
  },
  'pictures-are-spoken': {
    told: 'screens as data: beside every picture stands a line with words to speak, in every language',
    find: () =>
      languages.flatMap((language) =>
        galleryScreens
          .filter((screen) =>
            spokenOrder(screen).some((line) => renderLine(line, language, 'public').spoken.trim() === ''),
          )
          .map(({ id }) => `a picture of screen ${id} has nothing to say in ${language}`),
      ),
  },
} as const satisfies Readonly<Record<string, ProductCheck>>;

/** Reads what the checks look through: sources of the page, the guide, the list of packages. */
export function readSources(): Sources {
  const files = readdirSync('renderer', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:tsx?|css|html)$/u.test(file))
    .map((file) => path.join('renderer', file));
  return new Map([...files, guide, 'package.json'].map((file) => [file, readFileSync(file, 'utf8')]));
}

function mentions(sources: Sources, pattern: RegExp, what: string): readonly string[] {
  return [...sources].filter(([, text]) => pattern.test(text)).map(([file]) => `${file} ${what}`);
}

function wording(pattern: RegExp, what: string): readonly string[] {
  return Object.entries(catalogue).flatMap(([key, entry]) =>
    languages
      .filter((language) => pattern.test(entry[language].shown))
      .map((language) => `${key}, “${entry[language].shown}”, ${what}`),
  );
}

function textOf(which: RegExp): string {
  return galleryScreens
    .filter(({ id }) => which.test(id))
    .flatMap((screen) => spokenOrder(screen))
    .map((line) => renderLine(line, 'zh-CN', 'public').shown)
    .join('\n');
}
