import type { ProductCheck } from './world.ts';

function unless(isRight: boolean, what: string): readonly string[] {
  return isRight ? [] : [what];
}

export const settingChecks = {
  'first-screen-is-large': {
    told: 'live page: the first screen stands in 大, and so does the first one behind a visit',
    find: ({ live }) => [
      ...unless(live.firstScreenSize === 'large', `the first screen stands in ${live.firstScreenSize}`),
      ...unless(
        live.afterVisit.size === 'large',
        `behind a visit the glass stands in ${live.afterVisit.size}`,
      ),
    ],
  },
  'size-can-be-chosen': {
    told: 'live page: keys of the glass bring all three sizes',
    find: ({ live: { sizesReached } }) =>
      unless(sizesReached.length >= 3, `keys bring ${sizesReached.length} size: ${sizesReached.join(', ')}`),
  },
  'colours-can-be-chosen': {
    told: 'live page: keys of the glass bring all three contrast modes',
    find: ({ live: { contrastsReached } }) =>
      unless(
        contrastsReached.length >= 3,
        `keys bring ${contrastsReached.length} contrast: ${contrastsReached.join(', ')}`,
      ),
  },
  'zoom-can-be-chosen': {
    told: 'live page: a key of the glass makes all of it twice as large, and back',
    find: ({ live: { zoomsReached } }) =>
      unless(
        zoomsReached.join() === '1,2',
        `keys bring these sizes of the whole: ${zoomsReached.join(', ')}`,
      ),
  },
  'settings-return': {
    told: 'live visit: size, contrast, rate, volume and language were changed on the way; on the idle screen behind it all are as at the start',
    find: ({ live }) => [
      ...unless(live.sizesReached.length > 1, 'no key changes the size: nothing can return'),
      ...unless(live.contrastsReached.length > 1, 'no key changes the contrast: nothing can return'),
      ...unless(live.ratesReached.length > 1 && live.volumesReached.length > 1, 'no key changes the voice'),
      ...unless(
        live.afterVisit.size === 'large' &&
          /^(?:|default)$/u.test(live.afterVisit.contrast) &&
          live.afterVisit.language === 'zh-CN',
        `behind the visit the glass stands in ${Object.values(live.afterVisit).join(', ')}`,
      ),
      ...unless(
        live.nextVisitSound?.rate === live.defaultSound?.rate &&
          live.nextVisitSound?.volume === live.defaultSound?.volume,
        'the voice has not returned',
      ),
    ],
  },
} as const satisfies Readonly<Record<string, ProductCheck>>;
