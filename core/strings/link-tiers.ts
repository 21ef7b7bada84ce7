/** How far the hub's word reached at the last contact, for branch staff: nothing is lost at any of them. */
export const linkTiers = {
  'head-office': { chinese: '通到总部', english: 'linked to head office' },
  branch: { chinese: '只通网点，总部不通：照常办理', english: 'branch only' },
  alone: { chinese: '本机独自工作：记录都存好，通了自动送', english: 'alone' },
} as const;

export type LinkTier = keyof typeof linkTiers;
