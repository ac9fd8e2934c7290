/** From and until which day (`until` itself no more) a market holds these countries. Null: ever since, or still. */
export interface MarketRow {
	readonly market: string;
	readonly from: string | null;
	readonly until: string | null;
	/** `DE:49`: ISO country and calling prefix, several prefixes with `/`. A country without a prefix has its neighbour's. */
	readonly members: string;
}

/**
 * WhatsApp's price markets by the recipient's calling code; the longest prefix wins, everything else is `Other`.
 * Source: providers.md §5.6, which follows Meta's table of Mar 2026 and the additions of 1 Jul and 1 Oct 2026. That
 * Kazakhstan is told from Russia by 76 and 77 is an assumption there. Of a country that shares its prefix with another
 * (Guernsey, Åland) the market follows the prefix.
 */
export const MARKETS: readonly MarketRow[] = [
	...[
		['Argentina', 'AR:54'],
		['Brazil', 'BR:55'],
		['Chile', 'CL:56'],
		['Colombia', 'CO:57'],
		['Egypt', 'EG:20'],
		['France', 'FR:33'],
		['Germany', 'DE:49'],
		['India', 'IN:91'],
		['Indonesia', 'ID:62'],
		['Israel', 'IL:972'],
		['Italy', 'IT:39 VA'],
		['Malaysia', 'MY:60'],
		['Mexico', 'MX:52'],
		['Netherlands', 'NL:31'],
		['Nigeria', 'NG:234'],
		['Pakistan', 'PK:92'],
		['Peru', 'PE:51'],
		['Russia', 'RU:7'],
		['Saudi Arabia', 'SA:966'],
		['South Africa', 'ZA:27'],
		['Spain', 'ES:34'],
		['Turkey', 'TR:90'],
		['United Arab Emirates', 'AE:971'],
		['United Kingdom', 'GB:44 GG JE IM'],
		['North America', 'US:1 CA VI GU MP AS'],
		[
			'Rest of Africa',
			'DZ:213 AO:244 BJ:229 BW:267 BF:226 BI:257 CM:237 TD:235 CG:242 ER:291 ET:251 GA:241 GM:220 GH:233 GW:245 CI:225 KE:254 LS:266 LR:231 LY:218 MG:261 MW:265 ML:223 MR:222 MZ:258 NA:264 NE:227 RW:250 SN:221 SL:232 SO:252 SS:211 SD:249 SZ:268 TZ:255 TG:228 TN:216 UG:256 ZM:260',
		],
		[
			'Rest of Asia Pacific',
			'AF:93 AU:61 CX CC KH:855 CN:86 JP:81 LA:856 MN:976 NZ:64 PG:675 PH:63 TW:886 TJ:992 TH:66 TM:993 UZ:998 VN:84',
		],
		[
			'Rest of Central & Eastern Europe',
			'AL:355 AM:374 AZ:994 BY:375 BG:359 HR:385 CZ:420 GE:995 GR:30 LV:371 LT:370 MD:373 MK:389 RS:381 SK:421 SI:386',
		],
		['Rest of Western Europe', 'AT:43 BE:32 DK:45 FI:358 AX IE:353 NO:47 SJ PT:351 SE:46 CH:41'],
		[
			'Rest of Latin America',
			'BO:591 CR:506 DO:1809/1829/1849 EC:593 SV:503 GT:502 HT:509 HN:504 JM:1658/1876 NI:505 PA:507 PY:595 PR:1787/1939 UY:598 VE:58',
		],
		['Rest of Middle East', 'BH:973 JO:962 LB:961 YE:967'],
		[
			'Other',
			'BS:1242 BB:1246 AI:1264 AG:1268 VG:1284 KY:1345 BM:1441 GD:1473 TC:1649 MS:1664 SX:1721 LC:1758 DM:1767 VC:1784 TT:1868 KN:1869',
		],
	].map(([market = '', members = '']) => ({ market, from: null, until: null, members })),

	{ market: 'Other', from: null, until: '2025-10-01', members: 'ZW:263' },
	{ market: 'Rest of Africa', from: '2025-10-01', until: null, members: 'ZW:263' },

	{ market: 'Rest of Asia Pacific', from: null, until: '2026-07-01', members: 'HK:852 SG:65' },
	{
		market: 'Rest of Central & Eastern Europe',
		from: null,
		until: '2026-07-01',
		members: 'HU:36 PL:48 RO:40',
	},
	{ market: 'Rest of Middle East', from: null, until: '2026-07-01', members: 'QA:974' },
	{ market: 'Hong Kong', from: '2026-07-01', until: null, members: 'HK:852' },
	{ market: 'Singapore', from: '2026-07-01', until: null, members: 'SG:65' },
	{ market: 'Hungary', from: '2026-07-01', until: null, members: 'HU:36' },
	{ market: 'Poland', from: '2026-07-01', until: null, members: 'PL:48' },
	{ market: 'Romania', from: '2026-07-01', until: null, members: 'RO:40' },
	{ market: 'Qatar', from: '2026-07-01', until: null, members: 'QA:974' },

	{ market: 'Rest of Asia Pacific', from: null, until: '2026-10-01', members: 'BD:880 NP:977 LK:94' },
	{ market: 'Rest of Middle East', from: null, until: '2026-10-01', members: 'IQ:964 KW:965 OM:968' },
	{ market: 'Rest of Africa', from: null, until: '2026-10-01', members: 'MA:212 EH' },
	{ market: 'Rest of Central & Eastern Europe', from: null, until: '2026-10-01', members: 'UA:380' },
	{ market: 'Russia', from: null, until: '2026-10-01', members: 'KZ' },
	{ market: 'Bangladesh', from: '2026-10-01', until: null, members: 'BD:880' },
	{ market: 'Iraq', from: '2026-10-01', until: null, members: 'IQ:964' },
	{ market: 'Kazakhstan', from: '2026-10-01', until: null, members: 'KZ:76/77' },
	{ market: 'Kuwait', from: '2026-10-01', until: null, members: 'KW:965' },
	{ market: 'Morocco', from: '2026-10-01', until: null, members: 'MA:212 EH' },
	{ market: 'Nepal', from: '2026-10-01', until: null, members: 'NP:977' },
	{ market: 'Oman', from: '2026-10-01', until: null, members: 'OM:968' },
	{ market: 'Sri Lanka', from: '2026-10-01', until: null, members: 'LK:94' },
	{ market: 'Ukraine', from: '2026-10-01', until: null, members: 'UA:380' },
];

/** The market of every number and country that no row has. */
export const OTHER_MARKET = 'Other';
