/** What a customer of an insurer writes: surnames, given names, words of addresses, words of insurance. */
const words = {
  surnames:
    '王李张刘陈杨黄赵周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石' +
    '姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文欧阳诸葛司上官',
  names:
    '桂英秀兰玉珍淑凤芳芬梅菊香莲红霞燕敏静丽琴云花春秋冬月荣华富贵德福禄寿祥瑞庆喜明亮光辉建国强伟勇军志刚毅峰山海波涛松柏森树根生长' +
    '宝珠翠娟娥巧慧智仁义礼信忠孝安平和顺素凡永良才文学成功斌鹏飞超俊杰静怡欣然雪莹洁',
  addresses:
    '省市区县镇乡村街道路巷弄号楼栋单元室层东南西北中前后左右大小新旧河湖桥湾州城门庄屯家园苑花团结民幸朝汉口北京津沪渝粤川鄂湘浙苏皖赣闽' +
    '站院校厂店吉林黑辽宁内蒙古甘肃青藏疆夏海滩积石山化工农业机场码头',
  insurance:
    '保险单费缴金额赔付理报案受益人投续期退贷款红利身份证号码电话银行卡账户签字同意日年月医病伤残住院手术意外事故诊断检查药住址更换联系方式姓名性别民族出生有效期限授权委托代办亲属子女配偶父母兄弟姐妹',
} as const;

const all = [...new Set(Object.values(words).join(''))];

/** There are so many different ones. */
export const mostCharacters = all.length;
/** As many as the reference was measured with. */
export const usualCharacters = 326;

/** So many of them, spread evenly over the four kinds. */
export function benchCharacters(count: number): readonly string[] {
  const stepOf = (at: number) => Math.floor((at * count) / all.length);
  return all.filter((_, at) => stepOf(at + 1) > stepOf(at));
}
